/* The codes of the ops by name: OP_print, OP_log, … */
#ifndef PELAGOS_OP_CODES_H
#define PELAGOS_OP_CODES_H

#include "ops.h"

#define NAME_OP(code, name) OP_##name = (code),
enum op_code { EACH_OP(NAME_OP) };
#undef NAME_OP

#endif
