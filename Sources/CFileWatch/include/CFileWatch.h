#pragma once

// Waits for files to change without polling them.

/// Starts watching. Returns a descriptor that becomes readable as soon as something has happened, or
/// -1 if the system has no such facility. It is released with `close`.
int file_watch_start(void);
/// Watches a folder and its entries, or a file. Does nothing if the path does not exist.
void file_watch_add(int watch, const char *path);
/// Discards the events so far.
void file_watch_drain(int watch);
