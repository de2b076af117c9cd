/* Generated from src/host/warm-protocol.ts by hack/gen-warm-protocol.ts. Do not edit. */
#ifndef PELAGOS_WARM_PROTOCOL_H
#define PELAGOS_WARM_PROTOCOL_H

enum {
	FRAME_READY = 1,
	FRAME_GREETING = 2,
	FRAME_REQUEST = 3,
	FRAME_QUESTIONS = 4,
	FRAME_ANSWERS = 5,
	FRAME_PLAN = 6,
	FRAME_DECLINED = 7,
	FRAME_PLAN_FIRST = 8,
	FRAME_LATER = 9,
	FRAME_PRACTISE = 10,
};

enum {
	ASK_READ = 1,
	ASK_STAT = 2,
	ASK_REAL_PATH = 3,
	ASK_LINK_TARGET = 4,
	ASK_LIST = 5,
	ASK_FILE_SYSTEM = 6,
	ASK_MAY_WRITE = 7,
};

#endif
