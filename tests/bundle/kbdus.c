/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyboard layout for Wine, which has none: GDK reads from the tables of such a DLL
 * what each key means. Only what GDK looks at is filled in. */
#include <windows.h>

#define CAPS_LOCK_SHIFTS 1

typedef struct
{
  BYTE key;
  BYTE bits;
} KeyToBit;

typedef struct
{
  KeyToBit *keys;
  WORD largest;
  BYTE columns[4];
} Modifiers;

/* One character without Shift, one with it. */
typedef struct
{
  BYTE key;
  BYTE attributes;
  WCHAR characters[2];
} KeyToCharacters;

typedef struct
{
  KeyToCharacters *keys;
  BYTE n_columns;
  BYTE entry_size;
} CharacterTable;

/* The beginning of KBDTABLES of Windows' kbd.h; the rest stays zero. */
typedef struct
{
  Modifiers *modifiers;
  CharacterTable *characters;
  void *unused[4];
  USHORT *key_of_scan_code;
  BYTE n_scan_codes;
  void *unused_scan_codes[2];
  DWORD flags;
  BYTE n_ligatures;
  BYTE ligature_size;
  void *ligatures;
} KeyboardTables;

static KeyToBit modifier_keys[] = { { VK_SHIFT, 1 },
                                    { VK_CONTROL, 2 },
                                    { VK_MENU, 4 },
                                    { 0, 0 } };
static Modifiers modifiers = { modifier_keys, 3, { 0, 1, 2, 15 } };

#define LETTER(letter)                                                                   \
  {                                                                                      \
    letter, CAPS_LOCK_SHIFTS, { letter - 'A' + 'a', letter }                             \
  }
#define KEY(key, plain, shifted)                                                         \
  {                                                                                      \
    key, 0, { plain, shifted }                                                           \
  }

static KeyToCharacters keys[] = { LETTER ('A'),
                                  LETTER ('B'),
                                  LETTER ('C'),
                                  LETTER ('D'),
                                  LETTER ('E'),
                                  LETTER ('F'),
                                  LETTER ('G'),
                                  LETTER ('H'),
                                  LETTER ('I'),
                                  LETTER ('J'),
                                  LETTER ('K'),
                                  LETTER ('L'),
                                  LETTER ('M'),
                                  LETTER ('N'),
                                  LETTER ('O'),
                                  LETTER ('P'),
                                  LETTER ('Q'),
                                  LETTER ('R'),
                                  LETTER ('S'),
                                  LETTER ('T'),
                                  LETTER ('U'),
                                  LETTER ('V'),
                                  LETTER ('W'),
                                  LETTER ('X'),
                                  LETTER ('Y'),
                                  LETTER ('Z'),
                                  KEY ('1', '1', '!'),
                                  KEY ('2', '2', '@'),
                                  KEY ('3', '3', '#'),
                                  KEY ('4', '4', '$'),
                                  KEY ('5', '5', '%'),
                                  KEY ('6', '6', '^'),
                                  KEY ('7', '7', '&'),
                                  KEY ('8', '8', '*'),
                                  KEY ('9', '9', '('),
                                  KEY ('0', '0', ')'),
                                  KEY (VK_OEM_MINUS, '-', '_'),
                                  KEY (VK_OEM_PLUS, '=', '+'),
                                  KEY (VK_OEM_4, '[', '{'),
                                  KEY (VK_OEM_6, ']', '}'),
                                  KEY (VK_OEM_1, ';', ':'),
                                  KEY (VK_OEM_7, '\'', '"'),
                                  KEY (VK_OEM_3, '`', '~'),
                                  KEY (VK_OEM_5, '\\', '|'),
                                  KEY (VK_OEM_COMMA, ',', '<'),
                                  KEY (VK_OEM_PERIOD, '.', '>'),
                                  KEY (VK_OEM_2, '/', '?'),
                                  KEY (VK_OEM_102, '\\', '|'),
                                  KEY (VK_SPACE, ' ', ' '),
                                  KEY (0, 0, 0) };
static CharacterTable character_tables[] = { { keys, 2, sizeof *keys }, { NULL, 0, 0 } };
static KeyboardTables tables = { .modifiers = &modifiers,
                                 .characters = character_tables };

__declspec(dllexport) KeyboardTables *KbdLayerDescriptor (void);

KeyboardTables *
KbdLayerDescriptor (void)
{
  return &tables;
}
