#pragma once

/// Lets two files or folders of one file system change places in one step.
///
/// Returns 0, or the error number of why that cannot be: ENOSYS, EINVAL or ENOTSUP where the system
/// or the file system cannot do it.
int file_exchange(const char *one, const char *other);
