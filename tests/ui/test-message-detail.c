/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-fixture.h"
#include "ui/sw-control-text.h"
#include "ui/sw-decoded-view.h"
#include "ui/sw-hex-view.h"
#include "ui/sw-message-detail.h"
#include "ui/sw-message-text.h"

#include <string.h>

#define N_LARGE (4 * 1024 * 1024)
#define N_LONG                                                                           \
  (1024 * 1024) /* for what loads all of the text: seconds on a busy machine */

typedef struct
{
  GtkWidget *window;
  SwMessageDetail *detail;
  SwMessageText *text;
  SwHexView *hex;
  GtkStack *main_stack;
  GtkStack *content_stack;
  GtkComboBox *encodings;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widget = sw_message_detail_new ();

  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 400);
  gtk_container_add (GTK_CONTAINER (fixture->window), widget);
  fixture->detail = SW_MESSAGE_DETAIL (widget);
  fixture->text = SW_MESSAGE_TEXT (fixture_find (widget, SW_TYPE_MESSAGE_TEXT));
  fixture->hex = SW_HEX_VIEW (fixture_find (widget, SW_TYPE_HEX_VIEW));
  fixture->encodings = GTK_COMBO_BOX (fixture_find (widget, GTK_TYPE_COMBO_BOX));
  fixture->main_stack = GTK_STACK (fixture_find (widget, GTK_TYPE_STACK));
  widget = gtk_stack_get_child_by_name (fixture->main_stack, "message");
  fixture->content_stack = GTK_STACK (fixture_find (widget, GTK_TYPE_STACK));
  gtk_widget_show_all (fixture->window);
  fixture_wait_frames (fixture->window, 2);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->detail);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->detail);
}

static gboolean
is_loaded (gpointer data)
{
  return !sw_message_text_is_loading (data);
}

static void
set_bytes (Fixture *fixture, const void *payload, gsize size)
{
  g_autoptr (MailslotMessage) message = fixture_message_new (payload, size, 1234);

  sw_message_detail_set_message (fixture->detail, message);
  fixture_wait_until (is_loaded, fixture->text);
}

static char *
get_text (Fixture *fixture)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->text)),
                              &start,
                              &end);
  return sw_message_text_dup_text (fixture->text, &start, &end);
}

/* Control pictures are expected as the fonts of this computer allow. */
static void
assert_text (Fixture *fixture, const char *expected)
{
  g_autofree char *text = get_text (fixture);
  g_autofree char *shown = sw_control_text_make_drawable (g_strdup (expected));

  g_assert_cmpstr (text, ==, shown);
}

static void
collect_labels_cb (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    g_string_append_printf (data, "%s|", gtk_label_get_text (GTK_LABEL (widget)));
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), collect_labels_cb, data);
}

static void
assert_says (Fixture *fixture, const char *part)
{
  g_autoptr (GString) labels = g_string_new ("|");

  fixture_wait_frames (fixture->window, 2);
  collect_labels_cb (GTK_WIDGET (fixture->detail), labels);
  if (strstr (labels->str, part) == NULL)
    g_error ("'%s' is not in '%s'", part, labels->str);
}

static void
assert_does_not_say (Fixture *fixture, const char *part)
{
  g_autoptr (GString) labels = g_string_new ("|");

  fixture_wait_frames (fixture->window, 2);
  collect_labels_cb (GTK_WIDGET (fixture->detail), labels);
  g_assert_null (strstr (labels->str, part));
}

static void
assert_detected (Fixture *fixture, const char *expected)
{
  GtkComboBoxText *combo = GTK_COMBO_BOX_TEXT (fixture->encodings);
  g_autofree char *text = gtk_combo_box_text_get_active_text (combo);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->main_stack), ==, "nothing");
  set_bytes (fixture, "x", 1);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->main_stack), ==, "message");
  sw_message_detail_set_message (fixture->detail, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->main_stack), ==, "nothing");
  g_assert_null (sw_message_detail_get_message (fixture->detail));
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  set_bytes (fixture, "Bingo is handsome", 18);
  assert_says (fixture, "|\\\\.\\mailslot\\test|");
  assert_says (fixture, "|python3 (4711), user 1000|");
  assert_says (fixture, "|18 bytes|");
  assert_says (fixture, "|1234|");
  assert_says (fixture, "|Local slot|");
}

/* What a datagram claims, and that it came before. */
static void
test_remote (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MailslotAddress) slot =
      mailslot_address_new_destination (MAILSLOT_SCOPE_DOMAIN,
                                        "WORKGROUP",
                                        0x1d,
                                        "BROWSE");
  g_autoptr (MailslotSender) sender =
      mailslot_sender_new_remote ("OFFICE", "192.0.2.7", 138);
  MailslotRecord record = { .slot = slot,
                            .sender = sender,
                            .transport = MAILSLOT_TRANSPORT_NETBIOS,
                            .payload = (const guint8 *) "x",
                            .size = 1 };
  g_autoptr (MailslotMessage) first = mailslot_message_new (&record, 1);
  g_autoptr (MailslotMessage) second = NULL;

  record.flags = MAILSLOT_RECORD_REPEATED;
  second = mailslot_message_new (&record, 2);
  sw_message_detail_set_message (fixture->detail, first);
  assert_says (fixture, "|\\\\WORKGROUP<1D>\\mailslot\\BROWSE|");
  assert_says (fixture, "|OFFICE (192.0.2.7), port 138|");
  assert_says (fixture, "|NetBIOS datagram|");
  assert_does_not_say (fixture, "Repeated");
  sw_message_detail_set_message (fixture->detail, second);
  assert_says (fixture, "|Repeated: it came just before by another way|");
}

static void
test_unknown_sender (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MailslotAddress) slot = mailslot_address_parse ("x", NULL);
  MailslotRecord record = { .slot = slot,
                            .sender = mailslot_sender_get_unknown (),
                            .payload = (const guint8 *) "x",
                            .size = 1 };
  g_autoptr (MailslotMessage) message = mailslot_message_new (&record, 1);

  sw_message_detail_set_message (fixture->detail, message);
  assert_says (fixture, "|Unknown|");
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  const char *const hello = "你好";

  set_bytes (fixture, "Bingo is handsome", 18);
  assert_text (fixture, "Bingo is handsome\342\220\200");
  assert_detected (fixture, "Detected: Unicode (UTF-8)");
  set_bytes (fixture, hello, strlen (hello));
  assert_text (fixture, hello);
  set_bytes (fixture, "a\0b\033\r\nc", 7);
  assert_text (fixture, "a\342\220\200b\342\220\233\342\220\215\nc");
  set_bytes (fixture, "h\0i\0", 4);
  assert_text (fixture, "hi");
  assert_detected (fixture, "Detected: Unicode (UTF-16LE)");
}

static void
test_not_text (Fixture *fixture, gconstpointer data)
{
  const guint8 bytes[] = { 0x01, 0xFF, 0x00, 0x41, 0x90, 0xC3 };
  g_autofree char *text = NULL;

  set_bytes (fixture, bytes, sizeof bytes);
  assert_detected (fixture, "Detected: not text");
  text = get_text (fixture);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (strstr (text, "\357\277\275")); /* U+FFFD */
  g_assert_nonnull (strchr (text, 'A'));
}

static void
test_spells_control_pictures (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text =
      sw_control_text_spell ("a\342\220\200你\342\220\233\342\220\241b");

  g_assert_cmpstr (text, ==, "a<NUL>你<ESC><DEL>b");
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  set_bytes (fixture, "x", 1);
  set_bytes (fixture, NULL, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->content_stack),
                   ==,
                   "empty");
  assert_says (fixture, "This message is empty");
  assert_says (fixture, "|0 bytes|");
  set_bytes (fixture, "x", 1);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (fixture->content_stack),
                   ==,
                   "bytes");
}

/* The choice of a person stays from message to message. */
static void
test_encoding (Fixture *fixture, gconstpointer data)
{
  set_bytes (fixture, "\304\343\272\303", 4);
  g_assert_true (gtk_combo_box_set_active_id (fixture->encodings, "gbk"));
  fixture_wait_until (is_loaded, fixture->text);
  assert_text (fixture, "你好");
  set_bytes (fixture, "\272\303", 2);
  assert_text (fixture, "好");
  gtk_combo_box_set_active (fixture->encodings, 0);
  set_bytes (fixture, "plain", 5);
  assert_text (fixture, "plain");
}

static char *
make_large (const char *line)
{
  gsize length = strlen (line);
  char *bytes = g_malloc (N_LARGE);

  for (gsize i = 0; i < N_LARGE; i++)
    bytes[i] = line[i % length];
  return bytes;
}

static gboolean
is_complete (gpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (data));

  return is_loaded (data) && gtk_text_buffer_get_char_count (buffer) >= N_LONG;
}

/* The text comes in parts and on demand, but then it is all there, byte for byte. */
static void
test_long (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = make_large (data);
  g_autofree char *text = NULL;
  GtkWidget *button;

  set_bytes (fixture, bytes, N_LONG);
  text = get_text (fixture);
  g_assert_cmpuint (strlen (text), ==, SW_MESSAGE_DETAIL_MAX_TEXT_BYTES);
  g_assert_true (memcmp (text, bytes, SW_MESSAGE_DETAIL_MAX_TEXT_BYTES) == 0);
  assert_says (fixture, "Only the first 256.0");

  button = fixture_find_button (GTK_WIDGET (fixture->detail), "Sho_w All");
  gtk_button_clicked (GTK_BUTTON (button));
  g_assert_true (sw_message_text_is_loading (fixture->text));
  fixture_wait_until (is_complete, fixture->text);
  g_free (text);
  text = get_text (fixture);
  g_assert_cmpuint (strlen (text), ==, N_LONG);
  g_assert_true (memcmp (text, bytes, N_LONG) == 0);
  assert_does_not_say (fixture, "Loading");
  assert_does_not_say (fixture, "Only the first");
}

/* A character at the border of the first part is not cut in two. */
static void
test_long_chinese (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = make_large ("你好");
  g_autofree char *text = NULL;

  set_bytes (fixture, bytes, N_LONG);
  text = get_text (fixture);
  g_assert_null (strstr (text, "\357\277\275")); /* U+FFFD */
  g_assert_cmpuint (strlen (text), >=, SW_MESSAGE_DETAIL_MAX_TEXT_BYTES - 3);
}

/* Another message while a large one still loads. */
static void
test_changes_while_loading (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = make_large ("no line end ");
  g_autoptr (MailslotMessage) message = fixture_message_new (bytes, N_LARGE, 1);

  sw_message_detail_set_message (fixture->detail, message);
  g_assert_true (sw_message_text_is_loading (fixture->text));
  set_bytes (fixture, "small", 5);
  assert_text (fixture, "small");
  assert_does_not_say (fixture, "Only the first");
  sw_message_detail_set_message (fixture->detail, message);
}

static void
test_copy_text (Fixture *fixture, gconstpointer data)
{
  GtkClipboard *clipboard =
      gtk_widget_get_clipboard (fixture->window, GDK_SELECTION_CLIPBOARD);
  g_autofree char *bytes = g_strnfill (20000, 'x');
  g_autofree char *text = NULL;

  set_bytes (fixture, bytes, 20000);
  g_signal_emit_by_name (fixture->text, "select-all", TRUE);
  g_signal_emit_by_name (fixture->text, "copy-clipboard");
  text = gtk_clipboard_wait_for_text (clipboard);
  g_assert_cmpstr (text, ==, bytes);
}

static void
show_hex (Fixture *fixture)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (fixture->hex), GTK_TYPE_STACK);

  gtk_stack_set_visible_child_name (GTK_STACK (stack), "hex");
  gtk_widget_grab_focus (GTK_WIDGET (fixture->hex));
  fixture_wait_frames (fixture->window, 3);
}

static void
press (Fixture *fixture, guint key, GdkModifierType state)
{
  fixture_press_key (fixture->window, key, state);
}

static void
assert_selection (Fixture *fixture, gsize first, gsize n_bytes)
{
  gsize actual_first;
  gsize actual_n_bytes;

  sw_hex_view_get_selection (fixture->hex, &actual_first, &actual_n_bytes);
  g_assert_cmpuint (actual_n_bytes, ==, n_bytes);
  if (n_bytes > 0)
    g_assert_cmpuint (actual_first, ==, first);
}

static void
test_hex_keyboard (Fixture *fixture, gconstpointer data)
{
  GtkClipboard *clipboard =
      gtk_widget_get_clipboard (fixture->window, GDK_SELECTION_CLIPBOARD);
  g_autofree char *text = NULL;
  guint8 bytes[40];

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) i;
  set_bytes (fixture, bytes, sizeof bytes);
  show_hex (fixture);
  assert_selection (fixture, 0, 0);
  press (fixture, GDK_KEY_Right, 0);
  press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_selection (fixture, 1, 2);
  press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  assert_selection (fixture, 1, 18);
  press (fixture, GDK_KEY_End, GDK_SHIFT_MASK);
  assert_selection (fixture, 1, 31);
  press (fixture, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_selection (fixture, 0, 0);
  press (fixture, GDK_KEY_Home, GDK_SHIFT_MASK);
  assert_selection (fixture, 32, 8);
  press (fixture, GDK_KEY_Up, GDK_SHIFT_MASK);
  assert_selection (fixture, 16, 24);
  press (fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  assert_selection (fixture, 0, 40);
  press (fixture, GDK_KEY_Home, GDK_CONTROL_MASK);
  press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  text = gtk_clipboard_wait_for_text (clipboard);
  g_assert_cmpstr (text, ==, "00 01 02");
}

static void
test_hex_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = make_large ("0123456789");
  GtkAdjustment *adjustment;

  set_bytes (fixture, bytes, N_LARGE);
  show_hex (fixture);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->hex));
  press (fixture, GDK_KEY_End, GDK_CONTROL_MASK);
  fixture_wait_frames (fixture->window, 3);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment),
                                  gtk_adjustment_get_upper (adjustment)
                                      - gtk_adjustment_get_page_size (adjustment),
                                  1);
  press (fixture, GDK_KEY_Home, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_selection (fixture, 0, N_LARGE);
  set_bytes (fixture, "x", 1);
  fixture_wait_frames (fixture->window, 3);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
  assert_selection (fixture, 0, 0);
}

static void
test_hex_mouse (Fixture *fixture, gconstpointer data)
{
  GdkWindow *window;

  set_bytes (fixture, "0123456789abcdefghijklmnopqrstuvwxyz", 36);
  show_hex (fixture);
  window = gtk_widget_get_window (GTK_WIDGET (fixture->hex));
  fixture_click (window, 0, 0, 0);
  assert_selection (fixture, 0, 0);
  fixture_click (window, 10000, 10000, GDK_SHIFT_MASK);
  assert_selection (fixture, 0, 36);
  fixture_click (window, 0, 0, 0);
  assert_selection (fixture, 0, 0);
}

/* Whether the characters of the first line from @from to before @to, and only these,
 * stand out. */
static gboolean
has_text_hit (Fixture *fixture, int from, int to)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->text));
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  for (int i = 0; !gtk_text_iter_ends_line (&iter); i++)
    {
      GSList *tags = gtk_text_iter_get_tags (&iter);
      gboolean is_hit = tags != NULL;

      g_slist_free (tags);
      if (is_hit != (i >= from && i < to))
        return FALSE;
      gtk_text_iter_forward_char (&iter);
    }
  return TRUE;
}

static gboolean
has_hit_in_text (gpointer data)
{
  return has_text_hit (data, 3, 5);
}

static gboolean
has_no_hit_in_text (gpointer data)
{
  return has_text_hit (data, 0, 0);
}

static guint
count_hit_pixels (GtkWidget *widget)
{
  int width = gtk_widget_get_allocated_width (widget);
  int height = gtk_widget_get_allocated_height (widget);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  const guint8 *data;
  guint n_pixels = 0;

  gtk_widget_draw (widget, cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 pixel;

        memcpy (&pixel,
                data + y * cairo_image_surface_get_stride (surface) + 4 * x,
                sizeof pixel);
        n_pixels += (pixel & 0xFFFFFF) == 0xF9E04C ? 1 : 0;
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n_pixels;
}

static void
test_highlight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SwFilter) filter = sw_filter_parse ("NO", NULL);
  g_autoptr (SwFilter) pump = sw_filter_parse ("pump", NULL);
  g_autoptr (MailslotMessage) message = fixture_message_new ("äö no on", 10, 1);
  GtkWidget *hex = GTK_WIDGET (fixture->hex);

  sw_message_detail_set_highlight (fixture->detail, pump);
  sw_message_detail_set_message (fixture->detail, message);
  show_hex (fixture);
  fixture_wait_frames (fixture->window, 2);
  g_assert_cmpuint (count_hit_pixels (hex), ==, 0);
  sw_message_detail_set_highlight (fixture->detail, filter);
  fixture_wait_until (has_hit_in_text, fixture);
  g_assert_cmpuint (count_hit_pixels (hex), >, 0);
  sw_message_detail_set_highlight (fixture->detail, NULL);
  fixture_wait_until (has_no_hit_in_text, fixture);
  g_assert_cmpuint (count_hit_pixels (hex), ==, 0);
}

/* A host announcement of MINT-PC, MS-BRWS 2.2.1, which ends without a comment. */
static const guint8 announcement[] = {
  1, 0, 0x80, 0xFC, 0x0A, 0,  'M', 'I', 'N', 'T', '-', 'P',  'C',  0,    0,    0,   0,
  0, 0, 0,    0,    0,    10, 0,   3,   16,  0,   0,   0x0F, 0x01, 0x55, 0xAA, 'A', 0,
};

static void
show_slot (Fixture *fixture, const char *name, const void *payload, gsize size)
{
  g_autoptr (MailslotAddress) slot = mailslot_address_new_local (name, NULL);
  MailslotRecord record = { .slot = slot,
                            .sender = mailslot_sender_get_unknown (),
                            .payload = payload,
                            .size = size };
  g_autoptr (MailslotMessage) message = mailslot_message_new (&record, 1);

  sw_message_detail_set_message (fixture->detail, message);
  fixture_wait_until (is_loaded, fixture->text);
}

static void
show_announcement (Fixture *fixture, gsize size)
{
  show_slot (fixture, "browse", announcement, size);
}

static GtkWidget *
find_decoded (Fixture *fixture)
{
  return fixture_find (GTK_WIDGET (fixture->detail), SW_TYPE_DECODED_VIEW);
}

static GtkStack *
get_pages (Fixture *fixture)
{
  return GTK_STACK (gtk_widget_get_ancestor (find_decoded (fixture), GTK_TYPE_STACK));
}

static GtkListBox *
get_fields (Fixture *fixture)
{
  return GTK_LIST_BOX (fixture_find (find_decoded (fixture), GTK_TYPE_LIST_BOX));
}

static void
assert_page (Fixture *fixture, const char *name)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_pages (fixture)), ==, name);
}

static const char *
get_field_name (Fixture *fixture, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (get_fields (fixture), index);

  return atk_object_get_name (gtk_widget_get_accessible (GTK_WIDGET (row)));
}

static void
test_decoded (Fixture *fixture, gconstpointer data)
{
  show_announcement (fixture, sizeof announcement);
  assert_page (fixture, "decoded");
  assert_says (fixture, "|Host announcement from MINT-PC, Windows 10.0 workstation|");
  assert_says (fixture, "|Server name|MINT-PC|6–21|");
  assert_says (fixture, "|Update count|0|1|");
  assert_says (fixture, "|Comment|A|");
  assert_does_not_say (fixture, "The message ends");
  g_assert_cmpstr (get_field_name (fixture, 3), ==, "Server name: MINT-PC");
  g_assert_null (gtk_list_box_get_row_at_index (get_fields (fixture), 9));
  fixture_assert_all_named (fixture->window);
}

static void
check_direction_cb (GtkWidget *widget, gpointer n_found)
{
  const char *const range = "6–21";
  PangoLayout *layout;
  PangoRectangle first;
  PangoRectangle last;

  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), check_direction_cb, n_found);
  if (!GTK_IS_LABEL (widget)
      || !g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), range))
    return;
  layout = gtk_label_get_layout (GTK_LABEL (widget));
  pango_layout_index_to_pos (layout, 0, &first);
  pango_layout_index_to_pos (layout, (int) strlen (range) - 1, &last);
  g_assert_cmpint (first.x, <, last.x);
  (*(guint *) n_found)++;
}

/* In a window from right to left, 6–21 is not 21–6. */
static void
test_decoded_right_to_left (Fixture *fixture, gconstpointer data)
{
  guint n_found = 0;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  show_announcement (fixture, sizeof announcement);
  fixture_wait_frames (fixture->window, 2);
  check_direction_cb (find_decoded (fixture), &n_found);
  g_assert_cmpuint (n_found, ==, 1);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_decoded_cut_off (Fixture *fixture, gconstpointer data)
{
  show_announcement (fixture, 24);
  assert_says (fixture, "|The message ends after 24 bytes, before “Server type”.|");
  g_assert_null (gtk_list_box_get_row_at_index (get_fields (fixture), 5));
  show_announcement (fixture, sizeof announcement);
  assert_does_not_say (fixture, "The message ends");
}

/* The page is there for messages that have it, and who chose it gets it with these. */
static void
test_decoded_or_text (Fixture *fixture, gconstpointer data)
{
  GtkWidget *decoded = find_decoded (fixture);

  set_bytes (fixture, announcement, sizeof announcement); /* to another slot */
  assert_page (fixture, "text");
  g_assert_false (gtk_widget_get_visible (decoded));
  show_announcement (fixture, sizeof announcement);
  assert_page (fixture, "decoded");
  g_assert_true (gtk_widget_get_visible (decoded));
  show_slot (fixture, "BROWSE", "hello", 5);
  assert_page (fixture, "text");
  g_assert_false (gtk_widget_get_visible (decoded));
  show_slot (fixture, "BROWSE", NULL, 0);
  show_announcement (fixture, sizeof announcement);
  assert_page (fixture, "decoded");
}

static void
test_decoded_page_stays (Fixture *fixture, gconstpointer data)
{
  static const char *const pages[] = { "hex", "text", "decoded" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      show_announcement (fixture, sizeof announcement);
      gtk_stack_set_visible_child_name (get_pages (fixture), pages[i]);
      set_bytes (fixture, "x", 1);
      assert_page (fixture, i < 2 ? pages[i] : "text");
      show_announcement (fixture, 24);
      assert_page (fixture, pages[i]);
    }
}

static void
test_decoded_marks_bytes (Fixture *fixture, gconstpointer data)
{
  GtkListBox *fields = get_fields (fixture);

  show_announcement (fixture, sizeof announcement);
  fixture_wait_frames (fixture->window, 2);
  assert_selection (fixture, 0, 0);
  gtk_list_box_select_row (fields, gtk_list_box_get_row_at_index (fields, 3));
  assert_selection (fixture, 6, 16);
  gtk_list_box_select_row (fields, gtk_list_box_get_row_at_index (fields, 1));
  assert_selection (fixture, 1, 21);
  show_announcement (fixture, 24);
  assert_selection (fixture, 0, 0);
}

static void
test_decoded_keyboard (Fixture *fixture, gconstpointer data)
{
  GtkListBox *fields = get_fields (fixture);
  GtkClipboard *clipboard =
      gtk_widget_get_clipboard (fixture->window, GDK_SELECTION_CLIPBOARD);
  g_autofree char *all = NULL;
  g_autofree char *one = NULL;
  g_auto (GStrv) lines = NULL;

  show_announcement (fixture, sizeof announcement);
  fixture_wait_frames (fixture->window, 2);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (fields, 2)));
  press (fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  all = gtk_clipboard_wait_for_text (clipboard);
  lines = g_strsplit (all, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 9 + 1);
  g_assert_cmpstr (lines[0],
                   ==,
                   "Host announcement from MINT-PC, Windows 10.0 workstation");
  g_assert_cmpstr (lines[9], ==, "Comment: A");
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  one = gtk_clipboard_wait_for_text (clipboard);
  g_assert_cmpstr (one, ==, "Server name: MINT-PC\n");
  assert_selection (fixture, 6, 16);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = make_large ("line\n");

  set_bytes (fixture, bytes, N_LARGE);
  fixture_wait_frames (fixture->window, 3);
  fixture_assert_all_named (fixture->window);
  show_hex (fixture);
  fixture_assert_all_named (fixture->window);
}

#define ADD(path, data, test)                                                            \
  g_test_add ("/message-detail/" path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("nothing", NULL, test_nothing);
  ADD ("facts", NULL, test_facts);
  ADD ("other-computer", NULL, test_remote);
  ADD ("unknown-sender", NULL, test_unknown_sender);
  ADD ("texts", NULL, test_texts);
  ADD ("not-text", NULL, test_not_text);
  ADD ("spells-control-pictures", NULL, test_spells_control_pictures);
  ADD ("empty", NULL, test_empty);
  ADD ("encoding", NULL, test_encoding);
  ADD ("long/lines", "one of many lines\n", test_long);
  ADD ("long/one-line", "no line end ", test_long);
  ADD ("long/chinese", NULL, test_long_chinese);
  ADD ("changes-while-loading", NULL, test_changes_while_loading);
  ADD ("copy-text", NULL, test_copy_text);
  ADD ("hex/keyboard", NULL, test_hex_keyboard);
  ADD ("hex/large", NULL, test_hex_large);
  ADD ("hex/mouse", NULL, test_hex_mouse);
  ADD ("highlight", NULL, test_highlight);
  ADD ("decoded/fields", NULL, test_decoded);
  ADD ("decoded/cut-off", NULL, test_decoded_cut_off);
  ADD ("decoded/or-text", NULL, test_decoded_or_text);
  ADD ("decoded/page-stays", NULL, test_decoded_page_stays);
  ADD ("decoded/marks-bytes", NULL, test_decoded_marks_bytes);
  ADD ("decoded/keyboard", NULL, test_decoded_keyboard);
  ADD ("decoded/right-to-left", NULL, test_decoded_right_to_left);
  ADD ("names", NULL, test_names);

  return g_test_run ();
}
