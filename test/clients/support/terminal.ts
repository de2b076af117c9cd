/**
 * Shell commands that wait for the size of the terminal, 33 rows and 77 columns, and show it: engines
 * tell it to a process that runs already.
 */
export const sized = 'until stty size 2>/dev/null | grep 77; do sleep 0.1; done';
