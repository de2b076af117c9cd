/* What the warm planner may ask an executor about files: a closed set of questions, all read-only. */
#ifndef PELAGOS_ANSWER_QUESTIONS_H
#define PELAGOS_ANSWER_QUESTIONS_H

#include "warm-channel.h"

/* Appends the answer to one question (ASK_*): 0, or a negative errno as below. */
int answer_question(uint32_t kind, const char *path, struct payload *answers);

/*
 * Appends an answer to each question in the payload of a frame: 0; -EBADMSG where it is none of ours,
 * -EMSGSIZE where the answers are too long.
 */
int answer_questions(const uint8_t *questions, size_t size, struct payload *answers);

#endif
