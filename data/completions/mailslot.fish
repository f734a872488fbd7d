# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for mailslot

# Slots that exist, with / between their levels.
function __mailslot_slots
    mailslot list 2>/dev/null | string replace '\\\\.\\mailslot\\' '' | string replace -a '\\' /
end

function __mailslot_encodings
    string split ' ' 'utf-8 utf-16le utf-16be gbk gb18030 big5 shift_jis euc-jp euc-kr windows-1250 windows-1251 windows-1252 iso-8859-1 iso-8859-15 cp437 cp850 ascii'
end

complete -c mailslot -f

complete -c mailslot -n __fish_use_subcommand -a listen -d 'Create slots and print the messages that come'
complete -c mailslot -n __fish_use_subcommand -a read -d 'Print the messages of a file'
complete -c mailslot -n __fish_use_subcommand -a send -d 'Send a message to a slot'
complete -c mailslot -n __fish_use_subcommand -a list -d 'List the slots of this computer'
complete -c mailslot -n __fish_use_subcommand -a help -d 'Explain a command'
complete -c mailslot -n __fish_use_subcommand -l version -d 'Show the version'
complete -c mailslot -s h -l help -d 'Show help'
complete -c mailslot -n '__fish_seen_subcommand_from help' -a 'listen read send list'

set -l listen '__fish_seen_subcommand_from listen'
complete -c mailslot -n $listen -s c -l count -x -d 'End after N messages'
complete -c mailslot -n $listen -l timeout -x -d 'End when no message came for so many ms'
complete -c mailslot -n $listen -l max-size -x -d 'Refuse longer messages'
complete -c mailslot -n $listen -l security -x -a 'default user everyone' -d 'Who may send, in a word or as SDDL'
complete -c mailslot -n $listen -s f -l format -x -a 'text hex json raw' -d 'How to print messages'
complete -c mailslot -n $listen -s E -l encoding -x -a '(__mailslot_encodings)' -d 'How to read text'
complete -c mailslot -n $listen -l match -x -d 'Print only what matches'
complete -c mailslot -n $listen -l exclude -x -d 'Do not print what matches'
complete -c mailslot -n $listen -l journal -r -F -d 'Record every message'
complete -c mailslot -n $listen -l source -x -a 'auto samba relay direct none' -d 'From where messages of other computers come'
complete -c mailslot -n $listen -l all -d 'Print every message from the network'
complete -c mailslot -n $listen -l no-repeats -d 'Leave out what comes again'
complete -c mailslot -n $listen -l answer-names -d 'Let other computers find this one'
complete -c mailslot -n $listen -l computer -x -d 'Our name'
complete -c mailslot -n $listen -l workgroup -x -d 'Our workgroup'

set -l read '__fish_seen_subcommand_from read'
complete -c mailslot -n $read -F
complete -c mailslot -n $read -s c -l count -x -d 'End after N messages'
complete -c mailslot -n $read -s f -l format -x -a 'text hex json raw' -d 'How to print messages'
complete -c mailslot -n $read -s E -l encoding -x -a '(__mailslot_encodings)' -d 'How to read text'
complete -c mailslot -n $read -l match -x -d 'Print only what matches'
complete -c mailslot -n $read -l exclude -x -d 'Do not print what matches'

set -l send '__fish_seen_subcommand_from send'
complete -c mailslot -n $send -a '(__mailslot_slots)' -d Slot
complete -c mailslot -n $send -l text -x -d 'Send this text'
complete -c mailslot -n $send -s x -l hex -x -d 'Send these bytes'
complete -c mailslot -n $send -l file -r -F -d 'Send what is in this file'
complete -c mailslot -n $send -s E -l encoding -x -a '(__mailslot_encodings)' -d 'Encoding of the text'
complete -c mailslot -n $send -s e -l escapes -d 'Read C escapes in text'
complete -c mailslot -n $send -s 0 -l nul -d 'Append a NUL'
complete -c mailslot -n $send -s n -l repeat -x -d 'Send the message N times'
complete -c mailslot -n $send -s i -l interval -x -d 'Pause between two messages in ms'
complete -c mailslot -n $send -l scope -x -a 'host domain' -d 'What the name in the address is'
complete -c mailslot -n $send -l from -x -d 'Our name'
complete -c mailslot -n $send -l workgroup -x -d 'Our workgroup'
complete -c mailslot -n $send -l transport -x -a 'windows datagram' -d 'Who sends to other computers'
complete -c mailslot -n $send -l wins -x -d 'WINS server to ask for names'

complete -c mailslot -n '__fish_seen_subcommand_from list' -s f -l format -x -a 'text json' -d 'How to print slots'
complete -c mailslot -n '__fish_seen_subcommand_from list' -s l -l long -d 'Print owner and rights, too'
