#pragma once

/// The arguments of the program as the system hands them over, which needs no /proc.

/// How many there are, with the name of the program.
int arguments_count(void);

/// All of them, the name of the program first.
char *const *arguments_values(void);
