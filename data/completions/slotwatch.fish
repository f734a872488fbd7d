# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for slotwatch

complete -c slotwatch -f
complete -c slotwatch -l all -d 'Watch all slots on the network'
complete -c slotwatch -s s -l save -r -F -d 'Append every message to a file as JSON Lines'
complete -c slotwatch -l journal -r -F -d 'Record every message to a journal'
complete -c slotwatch -s o -l open -r -F -d 'Show the messages of a file'
complete -c slotwatch -s V -l version -d 'Show the version'
complete -c slotwatch -s h -l help -d 'Show help'
