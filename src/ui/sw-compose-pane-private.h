/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-send-job.h"
#include "ui/sw-compose-file.h"
#include "ui/sw-compose-pane.h"
#include "ui/sw-compose-payload.h"
#include "ui/sw-history-button.h"
#include "ui/sw-target-combo.h"

G_BEGIN_DECLS

/* The form is in sw-compose-pane.c, what is sent in sw-compose-content.c, what is said of
 * its fields in sw-compose-validate.c, the choice of who is meant in sw-compose-scope.c,
 * what happens between "Send" and its end in sw-compose-send.c, and what others are told
 * of in sw-compose-properties.c. */

struct _SwComposePane
{
  GtkBin parent_instance;

  SwSendHistory *history;    /* (owned) (nullable) */
  MailslotNetwork *network;  /* (owned): what is sent on */
  char *host;                /* (owned) (nullable): computer or domain typed last */
  SwComposeFile *file;       /* (unowned) (nullable): a child, once it was asked for */
  gboolean is_following;     /* the choice follows the text, not the other way round */
  MailslotAddress *target;   /* (owned) (nullable): the target if it is right */
  GBytes *payload;           /* (owned) (nullable): the bytes if the message is right */
  gboolean fits;             /* whether the payload is within the limit of the target */
  SwSendJob *job;            /* (owned) (nullable): while sending */
  SwSentMessage *job_note;   /* (owned) (nullable): what goes to the history after it */
  GCancellable *cancellable; /* (owned) (nullable): ends the job */
  guint progress_id;         /* source: while sending */

  /* template children */
  GtkComboBox *scope_combo;
  SwTargetCombo *target_combo;
  SwHistoryButton *history_button;
  GtkLabel *target_problem;
  GtkToggleButton *text_button;
  GtkToggleButton *hex_button;
  GtkToggleButton *file_button;
  GtkLabel *content_title;
  GtkStack *content_stack;
  GtkComboBoxText *encoding_combo;
  GtkToggleButton *nul_button;
  GtkTextView *content_view;
  GtkTextBuffer *content_buffer;
  GtkLabel *content_problem;
  GtkLabel *size_label;
  GtkSpinButton *repeat_spin;
  GtkSpinButton *interval_spin;
  GtkLabel *result_label;
  GtkStack *repeat_stack;
  GtkComboBox *transport_combo;
  GtkProgressBar *progress_bar;
};

/* sw-compose-pane.c */

/* Something in the form is different now. */
void sw_compose_pane_changed_cb (SwComposePane *self);

/* sw-compose-content.c */
SwContentKind sw_compose_pane_get_kind (SwComposePane *self);

/* Returns: (transfer full): what was typed, of the kind that is chosen */
char *sw_compose_pane_dup_content (SwComposePane *self);
void sw_compose_pane_get_input (SwComposePane *self,
                                const char *content,
                                SwComposeInput *input);

/* Returns: (transfer none): where it is typed */
GtkWidget *sw_compose_pane_get_content_field (SwComposePane *self);

/* A file is not hex, and stays when that is said of it. */
void sw_compose_pane_set_hex (SwComposePane *self, gboolean is_hex);
void sw_compose_pane_set_encoding (SwComposePane *self, const char *id);

/* Fills in what was sent before, but for its target. */
void sw_compose_pane_set_fields (SwComposePane *self, const SwSentFields *fields);
void sw_compose_pane_fill_encodings (SwComposePane *self);

/* Adds its part of the template. */
void sw_compose_pane_bind_content (GtkWidgetClass *widget_class);

/* sw-compose-properties.c */
void sw_compose_pane_install (GObjectClass *object_class);
void sw_compose_pane_notify_can_send (SwComposePane *self);
void sw_compose_pane_notify_sending (SwComposePane *self);
void sw_compose_pane_emit_sent (SwComposePane *self);
void sw_compose_pane_emit_failed (SwComposePane *self,
                                  const char *title,
                                  const GError *error);

/* sw-compose-validate.c */
void sw_compose_pane_validate (SwComposePane *self);

/* sw-compose-scope.c */

/* Reads the target and makes the choice say what it is.
 *
 * Returns: (transfer full): the target, of the scope that is chosen */
MailslotAddress *sw_compose_pane_parse_target (SwComposePane *self, GError **error);

/* Makes the text say what was chosen. */
void sw_compose_pane_choose_scope (SwComposePane *self);

/* Makes the choice forget what it was, before another target comes, of which only
 * @is_domain can tell that its name is no computer's. */
void sw_compose_pane_reset_scope (SwComposePane *self, gboolean is_domain);

G_END_DECLS
