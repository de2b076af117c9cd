/* Generated from src/cli/command-table.ts by hack/gen-arguments-table.ts. Do not edit. */
#ifndef PELAGOS_ARGUMENTS_TABLE_H
#define PELAGOS_ARGUMENTS_TABLE_H

#define PELAGOS_VERSION "0.1.0"
#define STORED_PLANS_MAGIC 0x534e4c50u
#define ROOT_OF_ROOT "/run/pelagos"
#define ID_BEGINS_WITH "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
#define ID_GOES_ON_WITH "+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
#define LONGEST_ID 200
#define DEFAULT_SIGNAL "SIGTERM"
#define HIGHEST_SIGNAL 64

#ifdef ARGUMENTS_TABLES
static const struct option_row global_options[] = {
	{"root", NULL, true, USE_ROOT, {NULL}},
	{"log", NULL, true, USE_LOG, {NULL}},
	{"log-format", NULL, true, USE_LOG_FORMAT, {"text", "json", NULL}},
	{"log-level", NULL, true, USE_PLANNER, {"error", "warning", "debug", NULL}},
	{"debug", NULL, false, USE_PLANNER, {NULL}},
	{"timing", NULL, false, USE_PLANNER, {NULL}},
	{"cgroup-manager", NULL, true, USE_CHECKED, {"cgroupfs", "systemd", "disabled", NULL}},
	{"systemd-cgroup", NULL, false, USE_CHECKED, {NULL}},
	{"rootless", NULL, true, USE_CHECKED, {"true", "false", "auto", NULL}},
	{"help", "h", false, USE_PLANNER, {NULL}},
	{"version", "v", false, USE_PLANNER, {NULL}},
	{"V", NULL, false, USE_PLANNER, {NULL}},
	{0},
};

static const struct option_row start_options[] = {
	{"help", "h", false, USE_PLANNER, {NULL}},
	{0},
};

static const struct option_row state_options[] = {
	{"help", "h", false, USE_PLANNER, {NULL}},
	{0},
};

static const struct option_row kill_options[] = {
	{"all", "a", false, USE_VARIANT, {NULL}},
	{"regex", "r", false, USE_PLANNER, {NULL}},
	{"help", "h", false, USE_PLANNER, {NULL}},
	{0},
};

static const struct option_row exec_options[] = {
	{"process", "p", true, USE_PLANNER, {NULL}},
	{"detach", "d", false, USE_PLANNER, {NULL}},
	{"pid-file", NULL, true, USE_PLANNER, {NULL}},
	{"tty", "t", false, USE_PLANNER, {NULL}},
	{"console-socket", NULL, true, USE_PLANNER, {NULL}},
	{"pidfd-socket", NULL, true, USE_PLANNER, {NULL}},
	{"cwd", NULL, true, USE_PLANNER, {NULL}},
	{"env", "e", true, USE_PLANNER, {NULL}},
	{"user", "u", true, USE_PLANNER, {NULL}},
	{"additional-gids", "g", true, USE_PLANNER, {NULL}},
	{"cap", "c", true, USE_PLANNER, {NULL}},
	{"no-new-privs", NULL, false, USE_PLANNER, {NULL}},
	{"apparmor", NULL, true, USE_PLANNER, {NULL}},
	{"process-label", NULL, true, USE_PLANNER, {NULL}},
	{"preserve-fds", NULL, true, USE_PLANNER, {NULL}},
	{"cgroup", NULL, true, USE_PLANNER, {NULL}},
	{"ignore-paused", NULL, false, USE_PLANNER, {NULL}},
	{"help", "h", false, USE_PLANNER, {NULL}},
	{0},
};

static const struct option_row delete_options[] = {
	{"force", "f", false, USE_VARIANT, {NULL}},
	{"regex", "r", false, USE_PLANNER, {NULL}},
	{"help", "h", false, USE_PLANNER, {NULL}},
	{0},
};

static const char *const cloning_verbs[] = {"create", "run", "exec", "restore", NULL};

static const struct verb_row verbs[] = {
	{"start", start_options, 1, 1, false, false, "NOTIFY_SOCKET"},
	{"state", state_options, 1, 1, false, false, NULL},
	{"kill", kill_options, 1, 2, true, false, NULL},
	{"exec", exec_options, 1, INT_MAX, false, true, "LISTEN_FDS"},
	{"delete", delete_options, 1, 1, false, false, NULL},
	{0},
};

static const struct signal_row signals[] = {
	{"SIGHUP", 1},
	{"SIGINT", 2},
	{"SIGQUIT", 3},
	{"SIGILL", 4},
	{"SIGTRAP", 5},
	{"SIGABRT", 6},
	{"SIGIOT", 6},
	{"SIGBUS", 7},
	{"SIGFPE", 8},
	{"SIGKILL", 9},
	{"SIGUSR1", 10},
	{"SIGSEGV", 11},
	{"SIGUSR2", 12},
	{"SIGPIPE", 13},
	{"SIGALRM", 14},
	{"SIGTERM", 15},
	{"SIGSTKFLT", 16},
	{"SIGCHLD", 17},
	{"SIGCLD", 17},
	{"SIGCONT", 18},
	{"SIGSTOP", 19},
	{"SIGTSTP", 20},
	{"SIGTTIN", 21},
	{"SIGTTOU", 22},
	{"SIGURG", 23},
	{"SIGXCPU", 24},
	{"SIGXFSZ", 25},
	{"SIGVTALRM", 26},
	{"SIGPROF", 27},
	{"SIGWINCH", 28},
	{"SIGIO", 29},
	{"SIGPOLL", 29},
	{"SIGPWR", 30},
	{"SIGSYS", 31},
	{"SIGUNUSED", 31},
	{"SIGRTMIN", 34},
	{"SIGRTMAX", 64},
	{"SIGRTMIN+1", 35},
	{"SIGRTMIN+2", 36},
	{"SIGRTMIN+3", 37},
	{"SIGRTMIN+4", 38},
	{"SIGRTMIN+5", 39},
	{"SIGRTMIN+6", 40},
	{"SIGRTMIN+7", 41},
	{"SIGRTMIN+8", 42},
	{"SIGRTMIN+9", 43},
	{"SIGRTMIN+10", 44},
	{"SIGRTMIN+11", 45},
	{"SIGRTMIN+12", 46},
	{"SIGRTMIN+13", 47},
	{"SIGRTMIN+14", 48},
	{"SIGRTMIN+15", 49},
	{"SIGRTMAX-1", 63},
	{"SIGRTMAX-2", 62},
	{"SIGRTMAX-3", 61},
	{"SIGRTMAX-4", 60},
	{"SIGRTMAX-5", 59},
	{"SIGRTMAX-6", 58},
	{"SIGRTMAX-7", 57},
	{"SIGRTMAX-8", 56},
	{"SIGRTMAX-9", 55},
	{"SIGRTMAX-10", 54},
	{"SIGRTMAX-11", 53},
	{"SIGRTMAX-12", 52},
	{"SIGRTMAX-13", 51},
	{"SIGRTMAX-14", 50},
	{0},
};
#endif

#endif
