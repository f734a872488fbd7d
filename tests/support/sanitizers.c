/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#pragma GCC visibility push(default)

/* Linked into the tests of a build with a sanitizer, so that they find the same wherever
 * they are started. Each sanitizer asks for its own options only. */

const char *__asan_default_options (void);
const char *__ubsan_default_options (void);
const char *__tsan_default_options (void);

const char *
__asan_default_options (void)
{
  return "detect_stack_use_after_return=1:strict_string_checks=1";
}

const char *
__ubsan_default_options (void)
{
  return "halt_on_error=1:print_stacktrace=1";
}

const char *
__tsan_default_options (void)
{
  return "ignore_noninstrumented_modules=1:second_deadlock_stack=1";
}
