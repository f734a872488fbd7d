/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter-needle.h"

#include <string.h>

#include "session/sw-filter-block.h"

/* How it works.
 *
 * The upper and the lower case of an ASCII letter differ in one bit, and so do most other
 * pairs of letters. So nearly every needle is a row of bytes with a row of bits that do
 * not count, and the search compares its first and its last byte with sixteen places of
 * the message at once; what is between is looked at where both fit.
 *
 * Where the cases of a letter differ in more (Я in UTF-8, ÿ, ß) each character has a set
 * of forms and is compared one by one. */

/* One way to write a character. */
typedef struct
{
  guint8 size;
  guint8 bytes[4];
} Form;

#define MAX_FORMS 5

typedef struct
{
  guint n_forms;
  Form forms[MAX_FORMS];
} Letter;

struct _SwFilterNeedle
{
  gsize size;        /* of @bytes */
  guint8 *bytes;     /* (owned) with @case_bits set */
  guint8 *case_bits; /* (owned) */
  GArray *letters;   /* (owned) (nullable) Letter, if bytes are not enough */
  gboolean has_nul;  /* as the UTF-16 of most languages */
  guint8 is_first[256];
};

static SwFilterNeedle *
needle_alloc (gsize size)
{
  SwFilterNeedle *self = g_new0 (SwFilterNeedle, 1);

  self->size = size;
  self->bytes = g_malloc0 (size);
  self->case_bits = g_malloc0 (size);
  return self;
}

SwFilterNeedle *
sw_filter_needle_new_bytes (const guint8 *bytes, gsize size)
{
  SwFilterNeedle *self;

  g_return_val_if_fail (size > 0, NULL);

  self = needle_alloc (size);
  memcpy (self->bytes, bytes, size);
  return self;
}

static Form
write_character (gunichar character, SwFilterNeedleForm form)
{
  Form written = { 0 };

  if (form == SW_FILTER_NEEDLE_UTF8)
    {
      char utf8[6] = { 0 };

      written.size = (guint8) g_unichar_to_utf8 (character, utf8);
      memcpy (written.bytes, utf8, sizeof written.bytes);
      return written;
    }
  if (character >= 0x10000)
    {
      guint32 rest = character - 0x10000;

      return (Form){ 4,
                     { (guint8) (rest >> 10),
                       (guint8) (0xD8 | rest >> 18),
                       (guint8) rest,
                       (guint8) (0xDC | (rest >> 8 & 3)) } };
    }
  return (Form){ 2, { (guint8) character, (guint8) (character >> 8) } };
}

static void
add_form (Letter *letter, gunichar character, SwFilterNeedleForm form)
{
  Form written = write_character (character, form);

  for (guint i = 0; i < letter->n_forms; i++)
    if (memcmp (&letter->forms[i], &written, sizeof written) == 0)
      return;
  letter->forms[letter->n_forms++] = written;
}

static Letter
make_letter (gunichar character, gboolean is_caseless, SwFilterNeedleForm form)
{
  gunichar upper = g_unichar_toupper (character);
  gunichar lower = g_unichar_tolower (character);
  Letter letter = { 0 };

  add_form (&letter, character, form);
  if (!is_caseless)
    return letter;
  add_form (&letter, upper, form);
  add_form (&letter, lower, form);
  if (character >= 0x80)
    {
      add_form (&letter, g_unichar_tolower (upper), form);
      add_form (&letter, g_unichar_toupper (lower), form);
    }
  return letter;
}

/* Appends the letter as bytes; FALSE if its forms differ in more than one bit. */
static gboolean
append_letter (SwFilterNeedle *self, const Letter *letter)
{
  const Form *a = &letter->forms[0];
  const Form *b = &letter->forms[letter->n_forms - 1];
  guint n_bits = 0;

  if (letter->n_forms > 2 || a->size != b->size)
    return FALSE;
  for (gsize i = 0; i < a->size; i++)
    {
      guint8 bits = a->bytes[i] ^ b->bytes[i];

      n_bits += (guint) __builtin_popcount (bits);
      self->case_bits[self->size] = bits;
      self->bytes[self->size++] = a->bytes[i] | bits;
      self->has_nul |= self->bytes[self->size - 1] == 0;
    }
  return n_bits <= 1;
}

static void
use_letters (SwFilterNeedle *self, GArray *letters)
{
  const Letter *first = &g_array_index (letters, Letter, 0);

  self->letters = g_array_ref (letters);
  for (guint i = 0; i < first->n_forms; i++)
    self->is_first[first->forms[i].bytes[0]] = TRUE;
}

SwFilterNeedle *
sw_filter_needle_new_text (const char *text,
                           gboolean is_caseless,
                           SwFilterNeedleForm form)
{
  g_autoptr (GArray) letters = g_array_new (FALSE, FALSE, sizeof (Letter));
  SwFilterNeedle *self;

  g_return_val_if_fail (*text != '\0', NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      Letter letter = make_letter (g_utf8_get_char (p), is_caseless, form);

      g_array_append_val (letters, letter);
    }
  self = needle_alloc (letters->len * sizeof (Form));
  self->size = 0;
  for (guint i = 0; i < letters->len; i++)
    if (!append_letter (self, &g_array_index (letters, Letter, i)))
      {
        use_letters (self, letters);
        break;
      }
  return self;
}

void
sw_filter_needle_free (SwFilterNeedle *self)
{
  g_clear_pointer (&self->letters, g_array_unref);
  g_free (self->bytes);
  g_free (self->case_bits);
  g_free (self);
}

static gboolean
is_at (const SwFilterNeedle *self, const guint8 *data)
{
  for (gsize i = 0; i < self->size; i++)
    if ((data[i] | self->case_bits[i]) != self->bytes[i])
      return FALSE;
  return TRUE;
}

/* The ends of a needle, for many places at once. */
typedef struct
{
  SwFilterBlockByte head;
  SwFilterBlockByte tail;
  gsize last; /* from the one to the other */
} Ends;

static inline SwFilterBlock
compare_ends (const Ends *ends, const guint8 *data)
{
  return sw_filter_block_compare (&ends->head, data)
         & sw_filter_block_compare (&ends->tail, data + ends->last);
}

/* Returns: the first place of those in @fits where all of the needle is, or -1 */
static int
check_block (const SwFilterNeedle *self, const guint8 *data, SwFilterBlock fits)
{
  for (int i = 0; i < SW_FILTER_BLOCK_BYTES; i++)
    if (fits[i] != 0 && is_at (self, data + i))
      return i;
  return -1;
}

static gssize
find_in_blocks (const SwFilterNeedle *self, const guint8 *data, gsize n_places)
{
  gsize last = self->size - 1;
  Ends ends = { sw_filter_block_fill (self->bytes[0], self->case_bits[0]),
                sw_filter_block_fill (self->bytes[last], self->case_bits[last]),
                last };
  gsize end = n_places - SW_FILTER_BLOCK_BYTES;
  gsize place = 0;

  while (TRUE)
    {
      SwFilterBlock fits;
      int found;

      /* Nearly all of the time is spent here. */
      while (place + SW_FILTER_BLOCK_BYTES <= end
             && sw_filter_block_is_empty (
                 compare_ends (&ends, data + place)
                 | compare_ends (&ends, data + place + SW_FILTER_BLOCK_BYTES)))
        place += 2 * SW_FILTER_BLOCK_BYTES;
      place = MIN (place, end); /* the last block may overlap */
      fits = compare_ends (&ends, data + place);
      if (!sw_filter_block_is_empty (fits)
          && (found = check_block (self, data + place, fits)) >= 0)
        return (gssize) place + found;
      if (place == end)
        return -1;
      place += SW_FILTER_BLOCK_BYTES;
    }
}

static gssize
find_bytes (const SwFilterNeedle *self, const guint8 *data, gsize size)
{
  gsize n_places;

  if (size < self->size
      || (self->has_nul && memchr (data, 0, size) == NULL)) /* quicker, and common */
    return -1;
  n_places = size - self->size + 1;
  if (n_places >= SW_FILTER_BLOCK_BYTES)
    return find_in_blocks (self, data, n_places);
  for (gsize place = 0; place < n_places; place++)
    if (is_at (self, data + place))
      return (gssize) place;
  return -1;
}

/* Returns: the bytes of @letter at @data, or 0 */
static gsize
match_letter (const Letter *letter, const guint8 *data, gsize size)
{
  for (guint i = 0; i < letter->n_forms; i++)
    {
      const Form *form = &letter->forms[i];

      if (form->size <= size && memcmp (data, form->bytes, form->size) == 0)
        return form->size;
    }
  return 0;
}

/* Returns: the bytes of the needle at @data, or 0 */
static gsize
match_letters (const SwFilterNeedle *self, const guint8 *data, gsize size)
{
  gsize end = 0;

  for (guint i = 0; i < self->letters->len; i++)
    {
      const Letter *letter = &g_array_index (self->letters, Letter, i);
      gsize n_bytes = match_letter (letter, data + end, size - end);

      if (n_bytes == 0)
        return 0;
      end += n_bytes;
    }
  return end;
}

gssize
sw_filter_needle_find (const SwFilterNeedle *self,
                       const guint8 *data,
                       gsize size,
                       gsize *end)
{
  gsize length = self->size;
  gssize place = -1;

  if (self->letters == NULL)
    place = find_bytes (self, data, size);
  else
    for (gsize i = 0; i < size && place < 0; i++)
      if (self->is_first[data[i]]
          && (length = match_letters (self, data + i, size - i)) > 0)
        place = (gssize) i;
  if (place >= 0 && end != NULL)
    *end = (gsize) place + length;
  return place;
}
