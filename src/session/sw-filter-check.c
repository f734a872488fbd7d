/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter-check.h"

struct _SwFilterCheck
{
  SwFilterTerm term;        /* its text is owned */
  SwFilterPattern *pattern; /* (owned) (nullable) for fields of text and bytes */
};

SwFilterCheck *
sw_filter_check_new (const SwFilterTerm *term, GError **error)
{
  SwFilterPattern *pattern = NULL;
  SwFilterCheck *self;

  if (term->text != NULL && (pattern = sw_filter_pattern_new (term, error)) == NULL)
    return NULL;
  self = g_new0 (SwFilterCheck, 1);
  self->term = *term;
  self->term.text = g_strdup (term->text);
  self->pattern = pattern;
  return self;
}

void
sw_filter_check_free (SwFilterCheck *self)
{
  g_free ((char *) self->term.text);
  g_clear_pointer (&self->pattern, sw_filter_pattern_free);
  g_free (self);
}

const SwFilterTerm *
sw_filter_check_get_term (const SwFilterCheck *self)
{
  return &self->term;
}

SwFilterEffort
sw_filter_check_get_effort (const SwFilterCheck *self)
{
  if (self->pattern == NULL)
    return SW_FILTER_EFFORT_NUMBER;
  if (sw_filter_pattern_is_expression (self->pattern))
    return SW_FILTER_EFFORT_EXPRESSION;
  return self->term.field == SW_FILTER_SLOT || self->term.field == SW_FILTER_SENDER
             ? SW_FILTER_EFFORT_NAME
             : SW_FILTER_EFFORT_PAYLOAD;
}

static gboolean
compare_size (const SwFilterTerm *term, guint64 size)
{
  switch (term->comparison)
    {
    case SW_FILTER_LESS:
      return size < term->size;
    case SW_FILTER_LESS_OR_EQUAL:
      return size <= term->size;
    case SW_FILTER_EQUAL:
      return size == term->size;
    case SW_FILTER_NOT_EQUAL:
      return size != term->size;
    case SW_FILTER_GREATER_OR_EQUAL:
      return size >= term->size;
    case SW_FILTER_GREATER:
      return size > term->size;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Whether one of @texts (nullable each) has it. */
static SwFilterVerdict
test_texts (const SwFilterCheck *self,
            const char *const *texts,
            guint n_texts,
            SwFilterBudget *budget)
{
  SwFilterVerdict verdict = SW_FILTER_ABSENT;

  for (guint i = 0; i < n_texts && verdict == SW_FILTER_ABSENT; i++)
    verdict = sw_filter_pattern_test_text (self->pattern, texts[i], budget);
  return verdict;
}

static SwFilterVerdict
test_slot (const SwFilterCheck *self, MailslotAddress *slot, SwFilterBudget *budget)
{
  const char *texts[] = { mailslot_address_get_name (slot),
                          mailslot_address_to_string (slot) };

  return test_texts (self, texts, G_N_ELEMENTS (texts), budget);
}

static SwFilterVerdict
test_sender (const SwFilterCheck *self, MailslotSender *sender, SwFilterBudget *budget)
{
  const char *texts[] = { mailslot_sender_to_string (sender),
                          mailslot_sender_get_process (sender),
                          mailslot_sender_get_name (sender),
                          mailslot_sender_get_address (sender) };

  return test_texts (self, texts, G_N_ELEMENTS (texts), budget);
}

SwFilterVerdict
sw_filter_check_run (const SwFilterCheck *self,
                     SwFilterMessage *message,
                     SwFilterBudget *budget)
{
  const MailslotRecord *record = message->record;

  switch (self->term.field)
    {
    case SW_FILTER_TEXT:
    case SW_FILTER_BYTES:
      return sw_filter_pattern_test_message (self->pattern, message, budget);
    case SW_FILTER_SLOT:
      return test_slot (self, record->slot, budget);
    case SW_FILTER_SENDER:
      return test_sender (self, record->sender, budget);
    case SW_FILTER_SIZE:
      return compare_size (&self->term, record->size) ? SW_FILTER_PRESENT
                                                      : SW_FILTER_ABSENT;
    case SW_FILTER_TRANSPORT:
      return record->transport == self->term.transport ? SW_FILTER_PRESENT
                                                       : SW_FILTER_ABSENT;
    case SW_FILTER_REPEATED:
      return (record->flags & MAILSLOT_RECORD_REPEATED) != 0 ? SW_FILTER_PRESENT
                                                             : SW_FILTER_ABSENT;
    default:
      g_return_val_if_reached (SW_FILTER_ABSENT);
    }
}

void
sw_filter_check_find (const SwFilterCheck *self,
                      const char *text,
                      gsize size,
                      GArray *ranges)
{
  if (self->term.field == SW_FILTER_TEXT && !self->term.is_excluded)
    sw_filter_pattern_find (self->pattern, text, size, ranges);
}

void
sw_filter_check_find_bytes (const SwFilterCheck *self,
                            const guint8 *data,
                            gsize size,
                            GArray *ranges)
{
  if (self->term.field <= SW_FILTER_BYTES && !self->term.is_excluded)
    sw_filter_pattern_find_bytes (self->pattern, data, size, ranges);
}
