#include <stdio.h>

// The least a process can cost.
int main(void) { return puts("hello") < 0; }
