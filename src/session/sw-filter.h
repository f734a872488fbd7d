/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwFilter:
 *
 * Which messages to show: a list of terms, each of which is wanted or excluded. A message
 * matches if every wanted term holds and no excluded one does; a filter without terms
 * matches every message. Immutable and reference counted; any thread may use it.
 *
 * A person writes it in a line, terms with blanks between them:
 *
 * - `error`, `"two words"`: text in any case of letters (`""` in it is one `"`)
 * - `'Error'`: text in just these letters (`''` in it is one `'`)
 * - `/time-?out \d+/`, `/timeout/i`: a regular expression, as GRegex knows them
 * - `hex:a50100`: bytes
 * - `slot:alerts`, `sender:python`: a part of the slot's name, or of what is known of the
 *   sender (process, its number, NetBIOS name, address); quotes and slashes as above
 * - `size>100`, `size<=424`, `size=0`, `size!=12`: bytes of the message
 * - `transport:local`, `transport:netbios`, `transport:capture`
 * - `is:repeated`: what came before by another way
 *
 * A `-` before a term excludes it. What is in quotes or begins otherwise is text.
 */
typedef struct _SwFilter SwFilter;

#define SW_FILTER_ERROR (sw_filter_error_quark ())

/**
 * SwFilterError:
 * @SW_FILTER_ERROR_SYNTAX: the line cannot be read
 * @SW_FILTER_ERROR_VALUE: a term has a value that its field cannot have
 * @SW_FILTER_ERROR_EXPRESSION: a regular expression is wrong
 */
typedef enum
{
  SW_FILTER_ERROR_SYNTAX,
  SW_FILTER_ERROR_VALUE,
  SW_FILTER_ERROR_EXPRESSION,
} SwFilterError;

GQuark sw_filter_error_quark (void);

/**
 * SwFilterField:
 * @SW_FILTER_TEXT: the message as text: a plain text is looked for in UTF-8, in UTF-16LE
 * and in the encoding that sw_encoding_detect() finds, so that it is found in messages
 * that are not text, too; an expression sees the decoded text
 * @SW_FILTER_BYTES: the message as bytes
 * @SW_FILTER_SLOT: the slot's name, or its address
 * @SW_FILTER_SENDER: anything that is known of the sender
 * @SW_FILTER_SIZE: bytes of the message
 * @SW_FILTER_TRANSPORT: how it came
 * @SW_FILTER_REPEATED: whether it came before by another way
 */
typedef enum
{
  SW_FILTER_TEXT,
  SW_FILTER_BYTES,
  SW_FILTER_SLOT,
  SW_FILTER_SENDER,
  SW_FILTER_SIZE,
  SW_FILTER_TRANSPORT,
  SW_FILTER_REPEATED,
} SwFilterField;

/**
 * SwFilterKind:
 * @SW_FILTER_CASELESS: a part of the text, in any case of letters
 * @SW_FILTER_EXACT: a part of the text
 * @SW_FILTER_EXPRESSION: a regular expression
 * @SW_FILTER_EXPRESSION_CASELESS: the same, in any case of letters
 */
typedef enum
{
  SW_FILTER_CASELESS,
  SW_FILTER_EXACT,
  SW_FILTER_EXPRESSION,
  SW_FILTER_EXPRESSION_CASELESS,
} SwFilterKind;

typedef enum
{
  SW_FILTER_LESS,
  SW_FILTER_LESS_OR_EQUAL,
  SW_FILTER_EQUAL,
  SW_FILTER_NOT_EQUAL,
  SW_FILTER_GREATER_OR_EQUAL,
  SW_FILTER_GREATER,
} SwFilterComparison;

/**
 * SwFilterTerm:
 * @field: what it looks at
 * @is_excluded: whether messages with it are left out
 * @kind: how @text is meant; for text, slot and sender
 * @text: UTF-8, not empty; for text, slot and sender, and hex pairs for bytes
 * @comparison: for the size
 * @size: for the size
 * @transport: for the transport
 */
typedef struct
{
  SwFilterField field;
  gboolean is_excluded;
  SwFilterKind kind;
  const char *text;
  SwFilterComparison comparison;
  guint64 size;
  MailslotTransport transport;
} SwFilterTerm;

#define SW_TYPE_FILTER (sw_filter_get_type ())
GType sw_filter_get_type (void);

/**
 * sw_filter_parse:
 * @query: a line as above, UTF-8
 * @error: return location
 *
 * Fails with an error of %SW_FILTER_ERROR, or with %SW_PAYLOAD_ERROR_SYNTAX for hex
 * pairs; its message says what is wrong and where.
 *
 * Returns: (transfer full): the filter, or %NULL with @error set
 */
SwFilter *sw_filter_parse (const char *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sw_filter_new:
 * @terms: (array length=n_terms): what to copy
 * @error: return location
 *
 * Fails like sw_filter_parse().
 *
 * Returns: (transfer full): the filter, or %NULL with @error set
 */
SwFilter *sw_filter_new (const SwFilterTerm *terms,
                         guint n_terms,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Returns: (transfer full): what matches if both do: a search within a filtered list */
SwFilter *sw_filter_join (SwFilter *a, SwFilter *b);

SwFilter *sw_filter_ref (SwFilter *self);
void sw_filter_unref (SwFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwFilter, sw_filter_unref)

guint sw_filter_get_n_terms (SwFilter *self);

/** Returns: (transfer none): term @i; its text is owned by @self */
const SwFilterTerm *sw_filter_get_term (SwFilter *self, guint i);

/** Returns: whether it holds an expression, which may take its time */
gboolean sw_filter_has_expression (SwFilter *self);

/**
 * sw_filter_to_string:
 *
 * Returns: the canonical line, from which sw_filter_parse() makes an equal filter; owned
 * by @self
 */
const char *sw_filter_to_string (SwFilter *self);

gboolean sw_filter_equal (SwFilter *a, SwFilter *b);

/**
 * SwFilterBudget:
 * @left_us: how long expressions that take more than an ordinary effort may work still
 * @n_undecided: (inout): messages whose answer depended on an expression that was given
 * up
 *
 * An expression such as `(a+)+b` can take longer than the universe has existed. Each has
 * a limit for a message, of some milliseconds, and after that a share of @left_us; what
 * is not found then counts as not there. Also, only the first 256 KiB of a message's text
 * are looked at.
 */
typedef struct
{
  gint64 left_us;
  guint64 n_undecided;
} SwFilterBudget;

/** What a look at one million messages may spend on those that are hard. */
#define SW_FILTER_BUDGET_US (2 * G_TIME_SPAN_SECOND)

/** Returns: whether @record matches */
gboolean sw_filter_test (SwFilter *self,
                         const MailslotRecord *record,
                         SwFilterBudget *budget);

/**
 * sw_filter_find_candidate:
 * @data: messages one behind the other, with anything between them
 * @place: (out): where the first that may match is, or @size if there is none
 *
 * A quick look at many messages in a row.
 *
 * Returns: %FALSE if the filter has nothing to look for in this way: then every message
 *   has to be tested
 */
gboolean sw_filter_find_candidate (SwFilter *self,
                                   const guint8 *data,
                                   gsize size,
                                   gsize *place);

/** As sw_filter_test(), for a single message. */
gboolean sw_filter_matches (SwFilter *self, const MailslotRecord *record);

/**
 * SwFilterRange:
 *
 * Bytes from @start to before @end.
 */
typedef struct
{
  gsize start;
  gsize end;
} SwFilterRange;

/**
 * sw_filter_find:
 * @text: valid UTF-8, as it is shown
 * @size: its bytes
 *
 * Returns: (transfer full) (element-type SwFilterRange): where the wanted terms for text
 * are, in order and apart from each other; for highlighting
 */
GArray *sw_filter_find (SwFilter *self, const char *text, gsize size);

/**
 * sw_filter_find_bytes:
 * @data: a message
 *
 * Returns: (transfer full) (element-type SwFilterRange): where the wanted terms for bytes
 * and plain text (UTF-8 and UTF-16LE) are; for highlighting in a hex dump
 */
GArray *sw_filter_find_bytes (SwFilter *self, const guint8 *data, gsize size);

G_END_DECLS
