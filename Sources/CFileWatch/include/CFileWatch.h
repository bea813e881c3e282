#pragma once

// Waiting for files to change, without looking at them again and again.

/// Starts watching; returns a descriptor that is ready to be read as soon as something has happened,
/// or -1 where this system has no such thing. It is given back with `close`.
int file_watch_start(void);
/// Watches a folder and what lies in it, or a file. Nothing happens where there is none.
void file_watch_add(int watch, const char *path);
/// Forgets what has happened so far.
void file_watch_drain(int watch);
