#include "arguments.h"

#include "small-file.h"

#include <ctype.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum use { USE_PLANNER, USE_ROOT, USE_LOG, USE_LOG_FORMAT, USE_CHECKED, USE_VARIANT };
enum { MOST_OPTIONS = 32, MOST_CHOICES = 4, MOST_WORDS = 2 };

struct option_row {
	const char *name;
	const char *short_name;
	bool takes_value;
	enum use use;
	/* Ends with NULL; without any, every value will do. */
	const char *choices[MOST_CHOICES];
};

struct verb_row {
	const char *name;
	const struct option_row *options;
	int least, most;
	bool takes_signal;
	/* What follows the id is a program and its arguments. */
	bool takes_program;
	/* A variable of the environment that makes another plan; NULL without one. */
	const char *unless_set;
};

struct signal_row {
	const char *name;
	int number;
};

#define ARGUMENTS_TABLES
#include "arguments-table.h"

/* The options of one table: the value given last for each row, "true" or "false" for a flag. */
struct values {
	const char *of[MOST_OPTIONS];
};

static const struct option_row *find_option(const struct option_row *rows, const char *name,
					    size_t length)
{
	for (const struct option_row *row = rows; row->name != NULL; row++) {
		const char *const names[] = {row->name, row->short_name};
		for (int i = 0; i < 2; i++)
			if (names[i] != NULL && strlen(names[i]) == length &&
			    memcmp(names[i], name, length) == 0)
				return row;
	}
	return NULL;
}

/* "true" or "false" for the spellings of these, else NULL. */
static const char *flag_value(const char *value)
{
	if (strcasecmp(value, "true") == 0 || strcasecmp(value, "t") == 0 || strcmp(value, "1") == 0)
		return "true";
	if (strcasecmp(value, "false") == 0 || strcasecmp(value, "f") == 0 || strcmp(value, "0") == 0)
		return "false";
	return NULL;
}

/* Reads the option in *word, and its value from the next word where it has one: the last word read, or NULL. */
static char *const *read_option(char *const *word, const struct option_row *rows, struct values *values)
{
	const char *name = *word + ((*word)[1] == '-' ? 2 : 1);
	const char *equals = strchr(name, '=');
	size_t length = equals == NULL ? strlen(name) : (size_t)(equals - name);
	const struct option_row *row = find_option(rows, name, length);
	if (row == NULL || row->use == USE_PLANNER || row - rows >= MOST_OPTIONS)
		return NULL;
	const char *value = equals == NULL ? NULL : equals + 1;
	if (!row->takes_value)
		value = flag_value(value == NULL ? "true" : value);
	else if (value == NULL)
		value = *++word;
	values->of[row - rows] = value;
	return value == NULL ? NULL : word;
}

/*
 * Reads options up to the first word that is none (first_word), or to the end, and puts the other
 * words into rest: how many words were read, or -1.
 */
static int read_words(char *const *words, const struct option_row *rows, bool first_word,
		      struct values *values, const char *rest[static MOST_WORDS + 1])
{
	char *const *word = words;
	int count = 0;
	bool options = true;
	for (; *word != NULL; word++) {
		bool is_option = options && (*word)[0] == '-' && (*word)[1] != '\0';
		if (is_option && strcmp(*word, "--") == 0) {
			options = false;
			if (first_word)
				return (int)(word - words) + 1;
		} else if (is_option) {
			word = read_option(word, rows, values);
			if (word == NULL)
				return -1;
		} else if (first_word) {
			break;
		} else if (count == MOST_WORDS) {
			return -1;
		} else {
			rest[count++] = *word;
		}
	}
	rest[count] = NULL;
	return first_word ? (int)(word - words) : count;
}

/* Whether each option with a choice of values has one of them. */
static bool are_chosen(const struct option_row *rows, const struct values *values)
{
	for (const struct option_row *row = rows; row->name != NULL; row++) {
		const char *value = values->of[row - rows];
		const char *const *choice = row->choices;
		if (value == NULL || *choice == NULL)
			continue;
		while (*choice != NULL && strcmp(*choice, value) != 0)
			choice++;
		if (*choice == NULL)
			return false;
	}
	return true;
}

/* The value of the one option with this use; NULL where it was not given. */
static const char *value_for(enum use use, const struct values *values)
{
	for (const struct option_row *row = global_options; row->name != NULL; row++)
		if (row->use == use)
			return values->of[row - global_options];
	return NULL;
}

bool absolute_path(const char *path, char *absolute, size_t size)
{
	char whole[8192];
	size_t used = 0;
	if (path[0] == '/')
		snprintf(whole, sizeof whole, "%s", path);
	else if (getcwd(whole, 4096) == NULL || whole[0] != '/')
		return false;
	else
		snprintf(whole + strlen(whole), sizeof whole - strlen(whole), "/%s", path);
	if (strlen(path) >= 4096)
		return false;
	absolute[0] = '\0';
	for (char *rest = whole, *name; (name = strsep(&rest, "/")) != NULL;) {
		if (name[0] == '\0' || strcmp(name, ".") == 0)
			continue;
		int length = snprintf(absolute + used, size - used, "/%s", name);
		if (length < 0 || (size_t)length >= size - used)
			return false;
		used += (size_t)length;
	}
	return true;
}

/* Root on the host, and not of a user namespace: whose default is the same whatever the environment. */
static bool is_root_of_host(void)
{
	char map[256];
	unsigned int inside, outside, count;
	char more;
	return geteuid() == 0 && read_small_file(AT_FDCWD, "/proc/self/uid_map", map, sizeof map) > 0 &&
	       sscanf(map, "%u %u %u %c", &inside, &outside, &count, &more) == 3 && inside == 0 &&
	       outside == 0 && count == 4294967295U;
}

static bool is_container_id(const char *id)
{
	return id[0] != '\0' && strlen(id) <= LONGEST_ID && strchr(ID_BEGINS_WITH, id[0]) != NULL &&
	       id[strspn(id, ID_GOES_ON_WITH)] == '\0';
}

/* A log daemon, or a path with its kind before it: src/cli/log-destination.ts knows these. */
static bool has_kind(const char *log)
{
	return strncmp(log, "file:", 5) == 0 || strncmp(log, "journald:", 9) == 0 ||
	       strncmp(log, "syslog:", 7) == 0;
}

static bool read_places(const struct values *globals, const char *id, struct arguments *arguments)
{
	const char *root = value_for(USE_ROOT, globals);
	const char *log = value_for(USE_LOG, globals);
	const char *format = value_for(USE_LOG_FORMAT, globals);
	char *directory = arguments->directory;
	if ((root == NULL && !is_root_of_host()) || (log != NULL && has_kind(log)))
		return false;
	if (!is_container_id(id) || (root != NULL && root[0] == '\0') ||
	    !absolute_path(root == NULL ? ROOT_OF_ROOT : root, directory, sizeof arguments->directory))
		return false;
	/* The planner refuses to keep containers in the root directory itself. */
	size_t used = strlen(directory);
	if (used == 0 || used + LONGEST_ID + 2 > sizeof arguments->directory)
		return false;
	snprintf(directory + used, sizeof arguments->directory - used, "/%s", id);
	arguments->log_json = format != NULL && strcmp(format, "json") == 0;
	arguments->log_path[0] = '\0';
	/* The root directory comes out empty, which would mean no log; the planner calls it what it is. */
	return log == NULL || log[0] == '\0' ||
	       (absolute_path(log, arguments->log_path, sizeof arguments->log_path) &&
		arguments->log_path[0] != '\0');
}

/* src/spec/signal-number.ts: a number, or a name with or without SIG in any case; -1 for none. */
static int signal_number(const char *word)
{
	if (isdigit((unsigned char)word[0])) {
		int number = word[0] - '0';
		if (isdigit((unsigned char)word[1]))
			number = number * 10 + (word++)[1] - '0';
		return word[1] == '\0' && number <= HIGHEST_SIGNAL ? number : -1;
	}
	const char *name = strncasecmp(word, "SIG", 3) == 0 ? word + 3 : word;
	for (const struct signal_row *row = signals; row->name != NULL; row++)
		if (strcasecmp(row->name + 3, name) == 0)
			return row->number;
	return -1;
}

/* Puts the verb and its true flags into command. */
static bool name_command(const struct verb_row *verb, const struct values *values, char *command,
			 size_t size)
{
	int used = snprintf(command, size, "%s", verb->name);
	for (const struct option_row *row = verb->options; row->name != NULL; row++) {
		const char *value = values->of[row - verb->options];
		if (row->use != USE_VARIANT || value == NULL || strcmp(value, "true") != 0)
			continue;
		used += snprintf(command + used, size - (size_t)used, " --%s", row->name);
		if ((size_t)used >= size)
			return false;
	}
	return true;
}

/* The planner reads what is no ASCII in its own way. */
static bool is_ascii(char *const words[])
{
	for (; *words != NULL; words++)
		for (const char *at = *words; *at != '\0'; at++)
			if ((unsigned char)*at > 127)
				return false;
	return true;
}

static bool is_set(const char *variable)
{
	const char *value = variable == NULL ? NULL : getenv(variable);
	return value != NULL && value[0] != '\0';
}

/* The id into rest, and the program: 1, or -1 where there is not both. */
static int take_program(char *const *words, const char *rest[static MOST_WORDS + 1],
			struct arguments *arguments)
{
	if (words[0] == NULL || words[1] == NULL || words[1][0] == '\0')
		return -1;
	rest[0] = words[0];
	rest[1] = NULL;
	arguments->words = words + 1;
	return 1;
}

bool read_arguments(char *const words[], struct arguments *arguments)
{
	struct values globals = {{NULL}}, values = {{NULL}};
	const char *rest[MOST_WORDS + 1] = {NULL};
	arguments->words = NULL;
	if (!is_ascii(words))
		return false;
	int read = read_words(words, global_options, true, &globals, rest);
	if (read < 0 || words[read] == NULL || !are_chosen(global_options, &globals))
		return false;
	const struct verb_row *verb = verbs;
	while (verb->name != NULL && strcmp(verb->name, words[read]) != 0)
		verb++;
	if (verb->name == NULL || is_set(verb->unless_set))
		return false;
	words += read + 1;
	int count = read_words(words, verb->options, verb->takes_program, &values, rest);
	if (verb->takes_program && count >= 0)
		count = take_program(words + count, rest, arguments);
	if (count < verb->least || count > verb->most || count < 1)
		return false;
	const char *signal = rest[1] == NULL || *rest[1] == 0 ? DEFAULT_SIGNAL : rest[1];
	arguments->signal = verb->takes_signal ? signal_number(signal) : -1;
	return (!verb->takes_signal || arguments->signal >= 0) &&
	       name_command(verb, &values, arguments->command, sizeof arguments->command) &&
	       read_places(&globals, rest[0], arguments);
}

bool may_clone(char *const words[])
{
	for (; *words != NULL; words++)
		for (const char *const *verb = cloning_verbs; *verb != NULL; verb++)
			if (strcmp(*words, *verb) == 0)
				return true;
	return false;
}
