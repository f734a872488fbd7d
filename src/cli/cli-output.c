/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-output.h"

#include "cli/cli-platform.h"
#include "cli/cli-report.h"

#define BLOCK_BYTES (64 * 1024)

struct _CliOutput
{
  GString *buffer;    /* (owned) */
  GCancellable *stop; /* (owned) (nullable) */
};

CliOutput *
cli_output_new (GCancellable *stop)
{
  CliOutput *self = g_new0 (CliOutput, 1);

  self->buffer = g_string_sized_new (BLOCK_BYTES);
  g_set_object (&self->stop, stop);
  return self;
}

void
cli_output_free (CliOutput *self)
{
  g_string_free (self->buffer, TRUE);
  g_clear_object (&self->stop);
  g_free (self);
}

GString *
cli_output_get_buffer (CliOutput *self)
{
  return self->buffer;
}

gboolean
cli_output_commit (CliOutput *self, GError **error)
{
  return self->buffer->len < BLOCK_BYTES || cli_output_flush (self, error);
}

gboolean
cli_output_flush (CliOutput *self, GError **error)
{
  gboolean is_written =
      cli_platform_write_stdout (self->buffer->str, self->buffer->len, self->stop, error);

  g_string_truncate (self->buffer, 0);
  return is_written;
}

CliExit
cli_print (const char *text)
{
  g_autoptr (GError) error = NULL;

  if (!cli_platform_write_stdout (text, strlen (text), NULL, &error))
    return cli_report_output_error (error);
  return CLI_EXIT_SUCCESS;
}
