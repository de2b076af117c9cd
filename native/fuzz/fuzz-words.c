/* Words that others have chosen must neither break a record nor reach a terminal. */
#include "../held-signals.c"
#include "../log-record.c"
#include "../output.c"
#include "../process-stat.c"
#include "../small-file.c"
#include "../sync.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_record(const char *text, bool json)
{
	static char record[RECORD_SIZE];
	size_t length = log_format(record, sizeof record, json, "error", text, "2026-01-01T00:00:00Z");
	if (length == 0 || length >= sizeof record || record[length - 1] != '\n')
		__builtin_trap();
	for (size_t i = 0; i < length - 1; i++)
		if ((unsigned char)record[i] < 0x20 || record[i] == 0x7f)
			__builtin_trap();
	for (const unsigned char *at = (const unsigned char *)record; *at != '\0'; at += utf8_length(at))
		if (utf8_length(at) == 0)
			__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char text[MESSAGE_SIZE], line[4 * MESSAGE_SIZE + 8];
	static struct packet packet;
	struct process_stat stat;
	size_t length = size < sizeof text ? size : sizeof text - 1;
	memcpy(text, data, length);
	text[length] = '\0';
	check_record(text, true);
	check_record(text, false);
	if (plain_format(line, sizeof line, text) >= sizeof line)
		__builtin_trap();
	(void)parse_process_stat(text, &stat);
	if (size <= sizeof packet) {
		memcpy(&packet, data, size);
		if (sync_check(&packet, size) == 0 && strlen(packet.text) > size - PACKET_HEADER_SIZE)
			__builtin_trap();
	}
	return 0;
}
