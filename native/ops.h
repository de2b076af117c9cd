/* Generated from src/plan/ops.ts by hack/gen-ops-h.ts. Do not edit. */
#ifndef PELAGOS_OPS_H
#define PELAGOS_OPS_H

#include "plan-types.h"

#define PLAN_MAGIC 0x4e414c50u
#define PLAN_STAMP 0xdd2dcc53u
#define NO_SLOT 0xffffu
#define GIVEN_SIGNAL 0xffffu

/*
 * Writes text to the file descriptor fd (1 or 2) of the caller.
 */
struct op_print {
	uint32_t fd;
	struct text text;
};

/*
 * Appends one record of the level (debug, info, warning) to the log. Without a log a warning
 * goes to the standard error, and nothing else anywhere.
 */
struct op_log {
	const char *level;
	struct text message;
};

/*
 * Ends the plan as failed with this message, as if a step had failed; code is the exit code.
 */
struct op_fail {
	const char *message;
	uint32_t code;
};

/*
 * Keeps undo for the case that a later step of the host track fails (last kept, first run; each
 * op of it whatever became of the one before). Put right behind the step that it undoes.
 */
struct op_on_failure {
	struct track undo;
};

/*
 * For --timing: measures from since on, in nanoseconds of CLOCK_MONOTONIC; 0: from now on.
 */
struct op_start_clock {
	uint64_t since;
};

/*
 * For --timing: notes that phase took so many nanoseconds; 0: all since the stamp before, or
 * since startClock. The executor writes what is noted to the standard error once the plan has
 * ended.
 */
struct op_stamp {
	const char *phase;
	uint64_t took;
};

/*
 * Opens the directory path and takes its exclusive flock(2), waiting at most timeout
 * milliseconds; out holds the descriptor. ENOENT where it is gone.
 */
struct op_lock {
	const char *path;
	uint32_t timeout;
	slot_t out;
};

/*
 * Compares the file path with content. Where they differ (or the file is gone) the plan is
 * stale: the executor drops its locks and asks the planner again, at most 16 times. An empty
 * content wants the file to be absent or empty.
 */
struct op_expect {
	const char *path;
	struct bytes content;
};

/*
 * mkdir(2) of path with exactly this mode. exclusive: EEXIST is an error; otherwise missing
 * parents are made with the same mode and an existing directory is left as it is.
 */
struct op_make_directory {
	const char *path;
	uint32_t mode;
	bool exclusive;
};

/*
 * Replaces path by content: temporary (same directory) is created with O_EXCL|O_NOFOLLOW where
 * a leftover is unlinked, written, renamed over path. Nothing is synchronised.
 */
struct op_write_file {
	const char *path;
	const char *temporary;
	struct text content;
	uint32_t mode;
};

/*
 * Creates path (O_EXCL|O_NOFOLLOW) with exactly this mode and writes content to it: for files
 * that nobody reads before a later step. One that cannot be written whole is removed.
 */
struct op_create_file {
	const char *path;
	struct text content;
	uint32_t mode;
};

/*
 * Adds content to the file path with one write(2), so that a reader finds all of it or nothing.
 */
struct op_append_file {
	const char *path;
	struct text content;
};

/*
 * Opens an existing file of procfs, sysfs, cgroupfs or resctrl with O_WRONLY|O_NOFOLLOW and
 * writes data with one write(2).
 */
struct op_write_kernel_file {
	struct text path;
	struct text data;
};

/*
 * Creates path (0600), and writes to it what the planner sends behind the plan, with its
 * checksum (native/checksum.h) before it. The planner makes that while the steps before this
 * one are done: ENODATA where it ends without, ETIMEDOUT where it takes longer than timeout
 * milliseconds, EBADMSG for what are no plans of this version; nothing is done where it sends
 * an empty frame. Nothing is synchronised: a file that a crash has torn is recognized, and one
 * that cannot be written whole is removed.
 */
struct op_store_plans {
	const char *path;
	uint32_t timeout;
};

/*
 * unlink(2) of path.
 */
struct op_remove_file {
	const char *path;
};

/*
 * Removes the directory path and all below it by descriptor, without following links or
 * crossing a mount.
 */
struct op_remove_directory {
	const char *path;
};

/*
 * mkfifo(2) of path with the mode, opened O_RDWR into out, so that neither end ever blocks in
 * open(2).
 */
struct op_make_fifo {
	const char *path;
	uint32_t mode;
	slot_t out;
};

/*
 * open(2) of a host path with flags (O_CLOEXEC is added).
 */
struct op_open_file {
	const char *path;
	uint32_t flags;
	slot_t out;
};

/*
 * Opens the character device path as O_PATH and checks by descriptor that it is major:minor
 * (CVE-2025-31133); ENODEV where it is not.
 */
struct op_open_device {
	const char *path;
	uint32_t major;
	uint32_t minor;
	slot_t out;
};

/*
 * Connects an AF_UNIX socket, of datagrams or a stream, to path (paths over 107 bytes through
 * their directory descriptor; behind an @ a name in the abstract namespace). EAGAIN where the
 * queue of the listener stays full for 5 seconds, as does a later sendFd whose peer does not
 * read.
 */
struct op_connect_socket {
	const char *path;
	bool datagrams;
	slot_t out;
};

/*
 * Sends payload with the one descriptor fd as SCM_RIGHTS over socket.
 */
struct op_send_fd {
	slot_t socket;
	slot_t fd;
	struct text payload;
};

/*
 * socketpair(2) of AF_UNIX stream sockets, for sendFd in the cloned child and takeTerminal.
 */
struct op_socket_pair {
	slot_t out_sender;
	slot_t out_receiver;
};

/*
 * Takes the master of a terminal that sendFd has sent over socket, without waiting for it,
 * gives it the window size of the first of 0, 1 and 2 that is a terminal, and lets a newline
 * pass through it as it is.
 */
struct op_take_terminal {
	slot_t socket;
	slot_t out;
};

/*
 * Closes the descriptor in slot and forgets it.
 */
struct op_close {
	slot_t slot;
};

/*
 * Makes the cgroup directory path and its missing parents. cpuset: fills an empty cpuset.cpus
 * and cpuset.mems of each directory made and of the leaf from the nearest directory above where
 * they are not empty, and all between (v1). The leaf must not exist (EEXIST), or, where found
 * is set, exist (ENOENT), hold no process and not be frozen (EBUSY). out: the directory as
 * O_PATH|O_DIRECTORY, fit for CLONE_INTO_CGROUP.
 */
struct op_cgroup_create {
	const char *path;
	bool cpuset;
	bool found;
	slot_t out;
};

/*
 * Opens the unified cgroup path as O_PATH|O_DIRECTORY, fit for CLONE_INTO_CGROUP; where it is
 * gone, or hands controllers down so that no process may be in it, the cgroup that process pid
 * is in, below mount, which shows the cgroup root (`/` but in a container).
 */
struct op_cgroup_open {
	const char *path;
	const char *mount;
	const char *root;
	slot_t pid;
	slot_t out;
};

/*
 * Moves the calling process, which has one thread, into the v1 cgroup path by writing 0 to its
 * file tasks. A pid written to cgroup.procs makes the kernel wait until no process of the
 * machine forks or exits (about 10 ms).
 */
struct op_cgroup_enter {
	const char *path;
};

/*
 * Compares the file cgroup of process pid in procfs with lines: each has to be there behind the
 * number that begins a line (CONTROLLERS:PATH). ECHILD, the detail telling both, where one is
 * not.
 */
struct op_cgroup_expect {
	slot_t pid;
	struct strings lines;
};

/*
 * Sends signal to every process in path and below, until none is left (SIGKILL: cgroup.kill
 * where it is, else freeze, signal, thaw, repeated) or timeout milliseconds have passed (EBUSY,
 * detail lists the survivors: pid, comm, state, and the kernel function that each waits in).
 * Another signal is sent once. freezer: the directory of the v1 freezer hierarchy, or empty.
 */
struct op_cgroup_kill {
	const char *path;
	const char *freezer;
	uint32_t signal;
	uint32_t timeout;
};

/*
 * Writes data to the file path of a cgroup, and again while processes are born, until its file
 * state has the line wanted; ETIMEDOUT after timeout milliseconds, with what state has instead
 * as the detail.
 */
struct op_cgroup_settle {
	const char *path;
	const char *data;
	const char *state;
	const char *wanted;
	uint32_t timeout;
};

/*
 * Removes the cgroup path and its sub-cgroups, deepest first, retrying EBUSY until timeout
 * milliseconds, then with the processes left as the detail; absent is success.
 */
struct op_cgroup_remove {
	const char *path;
	uint32_t timeout;
};

/*
 * Until the process descriptor says that the process has ended, or nobody reads the standard
 * output any more: runs every each interval milliseconds, and grown when the number behind key
 * and a space in the file counter (empty or absent: none) has grown. The kernel tells of that
 * where the file can be polled for POLLPRI (v2); where it cannot, look is the longest time in
 * milliseconds between two looks (0: none is needed). A failure after the end of the process is
 * none.
 */
struct op_cgroup_follow {
	slot_t process;
	uint32_t interval;
	struct track every;
	const char *counter;
	const char *key;
	uint32_t look;
	struct track grown;
};

/*
 * Waits until nothing is at path, which somebody else is to remove: ETIMEDOUT after timeout
 * milliseconds.
 */
struct op_await_gone {
	const char *path;
	uint32_t timeout;
};

/*
 * Loads program (BPF_PROG_TYPE_CGROUP_DEVICE instructions) and attaches it to the v2 cgroup
 * path, replacing in one step the program that was attached there.
 */
struct op_cgroup_devices {
	const char *path;
	struct bytes program;
};

/*
 * Connects to the D-Bus socket path socket, authenticates by the kernel's word about us
 * (EXTERNAL without an identity, which holds in user namespaces too), and sends the messages
 * opening, then the method call call, with pid written as u32 at its byte pidAt (0: nowhere).
 * Waits for its answer; with job also for the signal JobRemoved of the job that the answer
 * names. An error answer to any message is EREMOTEIO, its text and name the detail; UnitExists
 * is EEXIST, and the call is sent again until patience milliseconds have passed. Another result
 * of the job than done is ECANCELED with the result as the detail; ETIMEDOUT after timeout
 * milliseconds in all, EACCES for a refused authentication, EBADMSG for what is no D-Bus,
 * EMSGSIZE for a message of more than 64 KiB.
 */
struct op_bus_call {
	const char *socket;
	struct bytes opening;
	struct bytes call;
	slot_t pid;
	uint32_t pid_at;
	bool job;
	uint32_t patience;
	uint32_t timeout;
};

/*
 * clone3(2) with flags, into the cgroup descriptor where given. The child runs init with a
 * SOCK_SEQPACKET pair to its parent; it dies with its parent (PR_SET_PDEATHSIG and end of file
 * on the pair) until parentDeath 0. memory: the directory of its memory cgroup, of which the
 * words about a killed child tell whether it was used up; or empty. out: in the parent the pid
 * as it sees it, in the child its own pid as getpid(2) says (after continueInChild too).
 */
struct op_clone {
	uint64_t flags;
	slot_t cgroup;
	const char *memory;
	slot_t out;
	struct track init;
};

/*
 * In a cloned child: clones again with flags|CLONE_PARENT, hands the new pid to the parent
 * (which puts it into the slot of its clone and reaps the old), and exits; the new child goes
 * on with the next op. Needed after joining a pid namespace and before namespaces that a joined
 * user namespace must own.
 */
struct op_continue_in_child {
	uint64_t flags;
};

/*
 * In the child: tells the parent by one sendmsg(2) that point is reached, with the value of a
 * slot.
 */
struct op_ready {
	uint32_t point;
	slot_t value;
};

/*
 * In the child: waits for the parent to say go for point; end of file ends the child.
 */
struct op_await_go {
	uint32_t point;
};

/*
 * In the parent: waits for the child to reach point. A failure the child reports fails the plan
 * with the words of the child; a child that died without a word fails it with how it ended.
 * ETIMEDOUT after timeout milliseconds (0: no limit), the detail names the process and what it
 * waits in.
 */
struct op_await_ready {
	uint32_t point;
	uint32_t timeout;
	slot_t out;
};

/*
 * In the parent: lets the child pass point.
 */
struct op_go {
	uint32_t point;
};

/*
 * In the parent, after the last go: waits until execve(2) in the child closes its end of the
 * pair. A failure the child reports fails the plan with the words of the child; timeout as in
 * awaitReady.
 */
struct op_await_executed {
	uint32_t timeout;
};

/*
 * In the parent, before the last go: blocks every signal until awaitChild takes them.
 */
struct op_hold_signals {
	char nothing;
};

/*
 * In the parent: blocks SIGTERM, SIGINT, SIGHUP and SIGQUIT, but those that the caller ignores
 * or blocks. One that comes ends the wait of this or a later step (awaitReady, awaitExecuted,
 * run, openGate, criuRequest): the step fails, and the exit code is 128 and the number of the
 * signal. This ends, and the caller's mask is back unless holdSignals has blocked all, when
 * openGate succeeds or criuRequest has done what it does before the restored processes go on;
 * undos are never interrupted, and a cloned child has the caller's mask.
 */
struct op_heed_signals {
	char nothing;
};

/*
 * Fails, as a wait that heeds signals does, where one has come since the last wait.
 */
struct op_expect_no_signal {
	char nothing;
};

/*
 * PR_SET_CHILD_SUBREAPER: processes of the container that lose their parent come to awaitChild,
 * which reaps them.
 */
struct op_become_subreaper {
	char nothing;
};

/*
 * In the parent: lets go of all that the plan holds (the planner is ended, what onFailure kept
 * is forgotten, every descriptor from 3 up is closed but the log and those named here, and so
 * are the locks), then sends each signal that comes (but SIGCHLD, SIGURG and what it causes
 * itself) on to the child until it ends, and reaps it and whatever else ends. terminal, the
 * master of one, is relayed to 0 and 1: 0 is raw meanwhile where it is a terminal; SIGWINCH
 * copies the size of the caller's; the end of 0 ends nothing; without a reader at 1 the
 * terminal is hung up. notify, a socket that the child says READY=1 on, has that and MAINPID=,
 * our own pid, said on to service, once. What was written before the end of the child is
 * delivered, unless SIGTERM, SIGINT, SIGHUP or SIGQUIT comes first. The exit code of the plan
 * is that of the child, or 128 and the number of the signal that ended it; a later step that
 * fails changes it only where it is 0.
 */
struct op_await_child {
	slot_t terminal;
	slot_t notify;
	slot_t service;
};

/*
 * PR_SET_PDEATHSIG: signal 0 lets the child outlive its parent.
 */
struct op_parent_death {
	uint32_t signal;
};

/*
 * Reads the start time of pid (field 22 of /proc/PID/stat, clock ticks) into out.
 */
struct op_start_time {
	slot_t pid;
	slot_t out;
};

/*
 * Reads the file path, one line: identity, or identity, pid and start time with a space
 * between. Without pid, or where the file is missing or no such line, the slots become empty:
 * init does not exist yet. Another identity makes the plan stale, as expect does (the path
 * belongs to another container by now), and so does a missing file where the file record is
 * missing too (the container is gone).
 */
struct op_read_init {
	const char *path;
	const char *record;
	const char *identity;
	slot_t out_pid;
	slot_t out_start_time;
};

/*
 * Runs the one track of the status of init: creating where pid is empty; stopped where no
 * process has that pid and start time, or a zombie; paused where the file freezer (none: empty)
 * has the line frozen; created where somebody reads the FIFO gate; else running. The failure of
 * a step in it is that of this one.
 */
struct op_by_status {
	slot_t pid;
	slot_t start_time;
	const char *gate;
	const char *freezer;
	const char *frozen;
	struct track creating;
	struct track created;
	struct track running;
	struct track paused;
	struct track stopped;
};

/*
 * Writes to standard output: before; the pid of init, or 0 where the status (as byStatus finds
 * it) is creating or stopped, with blanks up to width columns and at least one, unless width is
 * 0; between; the word of the status, of five in the order of the tracks of byStatus; after.
 */
struct op_print_status {
	slot_t pid;
	slot_t start_time;
	const char *gate;
	const char *freezer;
	const char *frozen;
	const char *before;
	uint32_t width;
	const char *between;
	struct strings words;
	const char *after;
};

/*
 * pidfd_open(2) of pid, then compares its start time: ESRCH where the process is gone, another,
 * or a zombie.
 */
struct op_open_process {
	slot_t pid;
	slot_t start_time;
	slot_t out;
};

/*
 * Opens the root directory of the process descriptor (pid is its number), whatever mount it is
 * on, with O_PATH; ESRCH where the process has ended.
 */
struct op_open_process_root {
	slot_t process;
	slot_t pid;
	slot_t out;
};

/*
 * pidfd_send_signal(2) to the process descriptor; GIVEN_SIGNAL stands for the one that the
 * command line names.
 */
struct op_signal {
	slot_t process;
	uint32_t signal;
};

/*
 * ESRCH where SIGKILL is pending for process pid, or it is gone.
 */
struct op_expect_unkilled {
	slot_t pid;
};

/*
 * Runs steps where signal (GIVEN_SIGNAL: the one that the command line names) is number. The
 * failure of a step in it is that of this one.
 */
struct op_on_signal {
	uint32_t signal;
	uint32_t number;
	struct track steps;
};

/*
 * Runs steps; where one of them finds that the plan is stale, the rest is left out and this one
 * succeeds. The failure of a step in it is that of this one.
 */
struct op_unless_stale {
	struct track steps;
};

/*
 * Waits until the process descriptor says that the process has ended; ETIMEDOUT after timeout
 * milliseconds, the detail names the process and what it waits in.
 */
struct op_await_exit {
	slot_t process;
	uint32_t timeout;
};

/*
 * SIGKILLs the cloned child in pid and reaps it; nothing where the slot is empty.
 */
struct op_kill_child {
	slot_t pid;
};

/*
 * Runs the program path with exactly args (args[0] included) and env, stdin as its standard
 * input, and its own process group, which is killed after timeout milliseconds (0: no limit;
 * EBUSY where that does not end it). The working directory is directory (NONE: that of the
 * executor). Where pid is not NONE, its number takes the place of args[1]. With home other than
 * 0 env gets what the op home has found, where it lacks a HOME. Its standard output goes to
 * /dev/null; the last 20 lines of its standard error, argv, exit code or signal and
 * milliseconds are the detail of a failure.
 */
struct op_run {
	const char *path;
	struct strings args;
	struct strings env;
	uint32_t home;
	slot_t pid;
	slot_t directory;
	struct text stdin;
	uint32_t timeout;
};

/*
 * Runs this program anew with args behind its name, and with the streams and the environment of
 * the caller: another verb, planned and done as if the caller had called it, which tells its
 * failures itself. ECHILD where its exit code is not 0.
 */
struct op_run_self {
	struct strings args;
};

/*
 * Runs the program path (ps(1)) with exactly args, the environment of the caller and no
 * standard input, and prints the first line of its output and of the others those whose word
 * below PID in the first is among pids. ECHILD, what it wrote being the detail, where its exit
 * code is not 0; EPROTO where the first line has no PID.
 */
struct op_print_processes {
	const char *path;
	struct strings args;
	struct u32s pids;
};

/*
 * Lets a created container start: opens result for reading, writes one byte to the FIFO start
 * (ENXIO: nobody waits there), unlinks start, waits until result ends without a byte (execve
 * succeeded) or brings the words of a failure, which become those of this step; ESRCH where the
 * process ended meanwhile without a word; ETIMEDOUT after timeout milliseconds (0: no limit).
 * Unlinks result.
 */
struct op_open_gate {
	const char *start;
	const char *result;
	slot_t process;
	uint32_t timeout;
};

/*
 * In the child: closes the sync pair, blocks until a byte comes on the FIFO gate; failures of
 * later ops are written to the FIFO result.
 */
struct op_await_start {
	slot_t gate;
	slot_t result;
};

/*
 * Binds an AF_UNIX datagram socket that everybody may send to (0777) to path, in place of a
 * leftover.
 */
struct op_bind_notify {
	const char *path;
	slot_t out;
};

/*
 * Waits until a datagram on socket has the line READY=1, or the process descriptor says that it
 * has ended. In the first case sends READY=1 and then MAINPID=pid over service, and waits until
 * the peer has worked these off (BARRIER=1, sd_notify_barrier(3)); ETIMEDOUT after timeout
 * milliseconds. Nothing else of what came on socket is sent on.
 */
struct op_relay_ready {
	slot_t socket;
	slot_t process;
	slot_t service;
	slot_t pid;
	uint32_t timeout;
};

/*
 * pidfd_getfd(2): copies the descriptor that is number (a slot holding a number) in process pid
 * into out.
 */
struct op_take_fd {
	slot_t pid;
	slot_t number;
	slot_t out;
};

/*
 * Opens path (O_NONBLOCK: a FIFO must not hang us) and checks by NS_GET_NSTYPE that it is a
 * namespace of type (a CLONE_NEW flag); EINVAL where it is another.
 */
struct op_open_namespace {
	const char *path;
	uint32_t type;
	slot_t out;
};

/*
 * setns(2) to the namespace descriptor with an explicit type; nothing where the caller is in
 * that very namespace already (same st_dev and st_ino as its /proc/self/ns file).
 */
struct op_join_namespace {
	slot_t namespace;
	uint32_t type;
};

/*
 * setns(2) to those namespaces of the process descriptor (pid is its number) that flags
 * (CLONE_NEW flags) name, in one step, but for those that the caller is in already.
 */
struct op_join_process {
	slot_t process;
	slot_t pid;
	uint64_t flags;
};

/*
 * unshare(2) of flags.
 */
struct op_unshare {
	uint64_t flags;
};

/*
 * unshare(CLONE_NEWTIME), writes offsets to /proc/self/timens_offsets (before any process is in
 * it: later is EACCES), then enters it. Empty offsets write nothing.
 */
struct op_time_offsets {
	const char *offsets;
};

/*
 * Makes a user namespace with these uid_map and gid_map contents in a short-lived child and
 * opens it into out, for an idmapped mount.
 */
struct op_user_namespace {
	const char *uid_map;
	const char *gid_map;
	slot_t out;
};

/*
 * Moves the network device name from the network namespace of the caller into that of pid,
 * renames it to newName, and restores there its addresses of global scope and its up state;
 * EEXIST where the name is taken. Where it fails the device is left as it was found.
 */
struct op_move_net_device {
	const char *name;
	const char *new_name;
	slot_t pid;
};

/*
 * Sets IFF_UP on the interface name of the current network namespace.
 */
struct op_interface_up {
	const char *name;
};

/*
 * sethostname(2).
 */
struct op_set_hostname {
	const char *name;
};

/*
 * setdomainname(2).
 */
struct op_set_domainname {
	const char *name;
};

/*
 * mount(2) of path (`/` before and after the pivot) with only propagation flags (MS_SHARED,
 * MS_SLAVE, MS_PRIVATE, MS_UNBINDABLE, MS_REC).
 */
struct op_propagation {
	const char *path;
	uint32_t flags;
};

/*
 * Clones the mount tree at the host path, makes its parent mount private, attaches the clone
 * over the same place, and opens it into out: the root of all in-root paths.
 */
struct op_bind_root {
	const char *path;
	bool recursive;
	slot_t out;
};

/*
 * fsopen(2) of type, fsconfig(2) with source and each option (`key` or `key=value`), fsmount(2)
 * with the MOUNT_ATTR_ attributes, detached, into out. root, where it is not NONE: the option
 * `mode=` is that of the directory path below it, if there is one. The message that the file
 * system leaves in the context is the detail of a failure.
 */
struct op_new_mount {
	const char *type;
	const char *source;
	struct strings options;
	uint32_t attributes;
	slot_t root;
	const char *path;
	slot_t out;
};

/*
 * open_tree(2) with OPEN_TREE_CLONE of path (below root, or a host path where root is NONE),
 * AT_RECURSIVE when recursive, without following a final link when noFollow; detached, into
 * out.
 */
struct op_open_tree {
	slot_t root;
	const char *path;
	bool recursive;
	bool no_follow;
	slot_t out;
};

/*
 * mount_setattr(2) on the mount descriptor: attr_set, attr_clr, propagation (MS_ value or 0),
 * for the whole tree when recursive; userNamespace makes it idmapped.
 */
struct op_mount_attributes {
	slot_t mount;
	uint64_t set;
	uint64_t clear;
	uint32_t propagation;
	bool recursive;
	slot_t user_namespace;
};

/*
 * move_mount(2) of the detached mount onto path below root. A missing target is made first when
 * create (a directory, or a file where the root of the mount is not a directory), component by
 * component. noSymlinks: a link anywhere in path is ELOOP (/proc and /sys, CVE-2019-19921).
 * onProc: without it a target that lies on procfs is EPERM. A directory over a file is ENOTDIR,
 * and so is the reverse, the detail naming the component. Then closes mount and forgets it,
 * unless keep.
 */
struct op_attach {
	slot_t mount;
	bool keep;
	slot_t root;
	const char *path;
	bool create;
	bool no_symlinks;
	bool on_proc;
};

/*
 * Where path below root is a directory, copies what it holds (owners, modes, times, xattrs,
 * links, no device opened) into the detached mount that is about to cover it, whose root gets
 * its owner and mode, without those that are to be kept; absent is success.
 */
struct op_copy_up {
	slot_t mount;
	slot_t root;
	const char *path;
	bool keep_mode;
	bool keep_uid;
	bool keep_gid;
};

/*
 * pivot_root(".", ".") into root, makes the old root MS_SLAVE and detaches it, chdir("/").
 */
struct op_pivot_root {
	slot_t root;
};

/*
 * Without pivot_root(2) (initramfs): unmounts or covers every procfs and sysfs that shows the
 * host whole, MS_MOVEs root over /, chroot(2), chdir("/").
 */
struct op_move_root {
	slot_t root;
};

/*
 * setns(2) to the mount namespace, whose root becomes that of the process, then fchdir(2) to
 * the directory root, of whatever mount, and chroot(2) into it.
 */
struct op_enter_root {
	slot_t namespace;
	slot_t root;
};

/*
 * Binds path below root on itself and makes it recursively read-only. ENOENT where it is
 * absent.
 */
struct op_readonly_path {
	slot_t root;
	const char *path;
};

/*
 * Hides path below root: a directory under the read-only empty file system empty (a detached
 * mount, attached by its first use and cloned from there by the others), anything else under
 * the null device descriptor. ENOENT where it is absent.
 */
struct op_mask_path {
	slot_t root;
	const char *path;
	slot_t empty;
	slot_t null;
};

/*
 * A procfs of its own, attached nowhere, into out: no container can mount over its files
 * (CVE-2025-52881). Where the kernel refuses (EPERM: nested user namespaces) it is the /proc of
 * the caller, opened and checked by fstatfs(2).
 */
struct op_private_proc {
	slot_t out;
};

/*
 * Opens path (`self/attr/exec`, `sys/net/ipv4/ip_forward`) below the procfs descriptor with
 * RESOLVE_BENEATH|RESOLVE_NO_XDEV|RESOLVE_NO_SYMLINKS (`self` is resolved to the own pid first)
 * and writes data with one write(2).
 */
struct op_write_proc {
	slot_t proc;
	const char *path;
	const char *data;
};

/*
 * Makes the directory path below root and its missing parents, component by component, with
 * mode and owner; an existing directory is left as it is.
 */
struct op_ensure_directory {
	slot_t root;
	const char *path;
	uint32_t mode;
	uint32_t uid;
	uint32_t gid;
};

/*
 * mknodat(2) of mode (type and permissions), major, minor at path below root, then owner and
 * mode by descriptor. An existing node of the same type and number is kept (owner and mode
 * set); any other existing file is EEXIST.
 */
struct op_make_node {
	slot_t root;
	const char *path;
	uint32_t mode;
	uint32_t major;
	uint32_t minor;
	uint32_t uid;
	uint32_t gid;
};

/*
 * symlinkat(2) of target at path below root, its parent opened once in the root. An existing
 * link with the same target is kept; another existing file is replaced when replace, else kept.
 */
struct op_make_symlink {
	slot_t root;
	const char *path;
	const char *target;
	bool replace;
};

/*
 * Opens path (`/dev/pts/ptmx`) below root, checks that it is 5:2 on devpts, unlocks it, opens
 * its peer by TIOCGPTPEER, sets the window size where rows or columns are not 0, owner uid.
 */
struct op_open_terminal {
	slot_t root;
	const char *path;
	uint32_t rows;
	uint32_t columns;
	uint32_t uid;
	slot_t out_master;
	slot_t out_peer;
};

/*
 * Makes /dev/console below root with O_CREAT|O_NOFOLLOW and mounts the terminal peer on it by
 * descriptor (CVE-2025-52565).
 */
struct op_mount_console {
	slot_t root;
	slot_t peer;
};

/*
 * setsid(2), TIOCSCTTY of peer, dup2(2) of it over 0, 1 and 2.
 */
struct op_controlling_terminal {
	slot_t peer;
};

/*
 * setsid(2): without a terminal of its own the container must not be able to push input into
 * that of the caller (CVE-2017-5226).
 */
struct op_new_session {
	char nothing;
};

/*
 * Replaces each of 0, 1, 2 that is the null device of the host by /dev/null below root, opened
 * without following links and checked to be the character device 1:3 (CVE-2026-88264).
 */
struct op_null_stdio {
	slot_t root;
};

/*
 * setgroups(2) with exactly groups (the empty list too).
 */
struct op_set_groups {
	struct u32s groups;
};

/*
 * setresgid(2), then setresuid(2), each read back and compared.
 */
struct op_set_ids {
	uint32_t uid;
	uint32_t gid;
};

/*
 * PR_SET_KEEPCAPS: permitted capabilities survive the next change of uid.
 */
struct op_keep_capabilities {
	bool keep;
};

/*
 * Drops from the bounding set every capability that the kernel knows and mask lacks.
 */
struct op_bounding_set {
	uint64_t mask;
};

/*
 * Fails with ESTALE unless these are the effective capabilities of the executor.
 */
struct op_expect_capabilities {
	uint64_t effective;
};

/*
 * capset(2). Bits the process may not have are dropped first when clamp (they were warned of),
 * else the kernel refuses with EPERM.
 */
struct op_capabilities {
	uint64_t effective;
	uint64_t permitted;
	uint64_t inheritable;
	bool clamp;
};

/*
 * Clears the ambient set and raises each capability of mask; those not permitted or inheritable
 * are left out when clamp.
 */
struct op_ambient_set {
	uint64_t mask;
	bool clamp;
};

/*
 * PR_SET_NO_NEW_PRIVS.
 */
struct op_no_new_privileges {
	char nothing;
};

/*
 * PR_SET_DUMPABLE.
 */
struct op_set_dumpable {
	bool dumpable;
};

/*
 * Joins a fresh session keyring, anonymous and searchable by its possessor only, so that nobody
 * else can join it.
 */
struct op_join_keyring {
	char nothing;
};

/*
 * fchown(2)s 0, 1 and 2 to uid, except null devices; EINVAL, EPERM and EROFS are ignored
 * (pipes, read-only descriptors).
 */
struct op_chown_stdio {
	uint32_t uid;
};

/*
 * prlimit(2) of resource for pid (NONE: the caller).
 */
struct op_rlimit {
	slot_t pid;
	uint32_t resource;
	uint64_t soft;
	uint64_t hard;
};

/*
 * umask(2).
 */
struct op_umask {
	uint32_t mask;
};

/*
 * personality(2).
 */
struct op_personality {
	uint32_t domain;
};

/*
 * sched_setattr(2) for the caller; nice is two's complement.
 */
struct op_scheduler {
	uint32_t policy;
	uint32_t nice;
	uint32_t priority;
	uint64_t flags;
	uint64_t runtime;
	uint64_t deadline;
	uint64_t period;
};

/*
 * ioprio_set(2) for the caller.
 */
struct op_io_priority {
	uint32_t class;
	uint32_t level;
};

/*
 * set_mempolicy(2) of mode (flags included) with the node bit mask nodes (little-endian bytes).
 */
struct op_memory_policy {
	uint32_t mode;
	struct bytes nodes;
};

/*
 * sched_setaffinity(2) for pid (NONE: the caller) with the CPU bit mask cpus (little-endian
 * bytes; none: every CPU that its cgroup allows).
 */
struct op_affinity {
	slot_t pid;
	struct bytes cpus;
};

/*
 * Puts the compiled BPF of profile (the text src/fields/linux/seccomp writes) into a
 * descriptor: from the cache file (a regular file of the own uid, not writable by others), else
 * by the helper seccomp-compile beside the planner, whose output is then put into the cache
 * atomically; of more than 256 files the one that was not read for longest is removed. An empty
 * cache path means no cache.
 */
struct op_compile_seccomp {
	const char *profile;
	const char *cache;
	slot_t out;
};

/*
 * seccomp(2) SECCOMP_SET_MODE_FILTER of the compiled program with flags; the listener
 * descriptor goes to outListener where flags ask for one.
 */
struct op_load_seccomp {
	slot_t program;
	uint32_t flags;
	slot_t out_listener;
};

/*
 * chdir(2) inside the new root, then checks by the raw getcwd(2) that the directory is
 * reachable (CVE-2024-21626); ENOENT where it is not. Nothing where an earlier changeDirectory
 * of the same process has reached the same path: the user it is repeated as need not be able to
 * enter, and a filter loaded since may refuse getcwd(2).
 */
struct op_change_directory {
	const char *path;
};

/*
 * Where the environment of the next execute has no HOME or an empty one: takes it from
 * /etc/passwd below root (regular file, at most 1 MiB, no links out) for uid, or `/`.
 */
struct op_home {
	slot_t root;
	uint32_t uid;
};

/*
 * Puts variable, with what getpid(2) says, into the environment of the next execute.
 */
struct op_own_pid {
	const char *variable;
};

/*
 * Finds file as execvp(3) would along path (colon separated), as the current user, and keeps
 * the answer for execute. ENOENT, EACCES and EISDIR are told apart by their rules. In a stored
 * plan an empty file is the first of the words that the command line names.
 */
struct op_resolve_executable {
	const char *file;
	const char *path;
};

/*
 * Marks every descriptor from 3 up close-on-exec (close_range(2)) but the first count, which
 * are passed on.
 */
struct op_inherit_fds {
	uint32_t count;
};

/*
 * First op of a plan that passes descriptors on: each of 3 … 2+count must have been open when
 * the caller started us; EBADF, the detail naming the number, where one was not.
 */
struct op_preserve_fds {
	uint32_t count;
};

/*
 * execve(2) of the resolved executable with args and env. In a stored plan one empty argument
 * stands for the words that the command line names. After a failure the file is inspected in
 * the root: missing interpreter, carriage return in the #! line, foreign machine type, no x
 * bit, noexec mount.
 */
struct op_execute {
	struct strings args;
	struct strings env;
};

/*
 * socketpair(2) of AF_UNIX, SOCK_SEQPACKET: the ends go to out and outPeer.
 */
struct op_packet_pair {
	slot_t out;
	slot_t out_peer;
};

/*
 * In a cloned child: dup2(2) of fd to the descriptor number, which execve(2) leaves open;
 * number is above all that are in use.
 */
struct op_place_fd {
	slot_t fd;
	uint32_t number;
};

/*
 * Writes a NUL to fd, a descriptor of the caller that was preserved, and closes it.
 */
struct op_tell_ready {
	uint32_t fd;
};

/*
 * Sends request to criu, the cloned child at the other end of socket, and waits for its answer;
 * closes socket and reaps criu. patches: pairs of an offset in request and a slot, whose number
 * replaces the five bytes there (a varint with leading zeros). Of what criu tells meanwhile,
 * setup-namespaces puts the pid of the restored init into outPid and runs namespaces,
 * post-restore runs restored before any restored process goes on, orphan-pts-master puts the
 * descriptor that came along into outTerminal and runs terminal, and status-ready runs ready.
 * After a restore, outPid is the pid of init, which is the cloned child from then on. ECHILD
 * where criu fails, with the first line of the file log that has an Error as the detail.
 */
struct op_criu_request {
	slot_t socket;
	struct bytes request;
	struct u32s patches;
	const char *log;
	slot_t out_pid;
	struct track namespaces;
	struct track restored;
	slot_t out_terminal;
	struct track terminal;
	struct track ready;
};

/*
 * Starts a planner that answers one request after the other, and serves it to other executors:
 * each connection on the socket must come from our own user and a process that we see, and
 * state our identity (namespaces and planner). It is greeted with that and gets our end of the
 * socket to the planner, until it says that it has its answer; one that ends before, or has not
 * said so after patience milliseconds, ends the planner too, and another is started, as where
 * the planner takes more than memory bytes after an answer. While nobody connects, each planner
 * is asked so many times to practise. path: where the socket is made (0600; EADDRINUSE where
 * somebody listens there, a leftover is replaced) and removed in the end; empty: it is
 * descriptor 3. Succeeds when nobody has connected for idle milliseconds (0: never), or the
 * planner is another program by now.
 */
struct op_serve_planner {
	const char *path;
	uint32_t idle;
	uint32_t patience;
	uint64_t memory;
	uint32_t practice;
};

/* X(code, name): every op, in the order of its code. */
#define EACH_OP(X) \
	X(1, print) \
	X(2, log) \
	X(3, fail) \
	X(4, on_failure) \
	X(5, start_clock) \
	X(6, stamp) \
	X(7, lock) \
	X(8, expect) \
	X(9, make_directory) \
	X(10, write_file) \
	X(11, create_file) \
	X(12, append_file) \
	X(13, write_kernel_file) \
	X(14, store_plans) \
	X(15, remove_file) \
	X(16, remove_directory) \
	X(17, make_fifo) \
	X(18, open_file) \
	X(19, open_device) \
	X(20, connect_socket) \
	X(21, send_fd) \
	X(22, socket_pair) \
	X(23, take_terminal) \
	X(24, close) \
	X(25, cgroup_create) \
	X(26, cgroup_open) \
	X(27, cgroup_enter) \
	X(28, cgroup_expect) \
	X(29, cgroup_kill) \
	X(30, cgroup_settle) \
	X(31, cgroup_remove) \
	X(32, cgroup_follow) \
	X(33, await_gone) \
	X(34, cgroup_devices) \
	X(35, bus_call) \
	X(36, clone) \
	X(37, continue_in_child) \
	X(38, ready) \
	X(39, await_go) \
	X(40, await_ready) \
	X(41, go) \
	X(42, await_executed) \
	X(43, hold_signals) \
	X(44, heed_signals) \
	X(45, expect_no_signal) \
	X(46, become_subreaper) \
	X(47, await_child) \
	X(48, parent_death) \
	X(49, start_time) \
	X(50, read_init) \
	X(51, by_status) \
	X(52, print_status) \
	X(53, open_process) \
	X(54, open_process_root) \
	X(55, signal) \
	X(56, expect_unkilled) \
	X(57, on_signal) \
	X(58, unless_stale) \
	X(59, await_exit) \
	X(60, kill_child) \
	X(61, run) \
	X(62, run_self) \
	X(63, print_processes) \
	X(64, open_gate) \
	X(65, await_start) \
	X(66, bind_notify) \
	X(67, relay_ready) \
	X(68, take_fd) \
	X(69, open_namespace) \
	X(70, join_namespace) \
	X(71, join_process) \
	X(72, unshare) \
	X(73, time_offsets) \
	X(74, user_namespace) \
	X(75, move_net_device) \
	X(76, interface_up) \
	X(77, set_hostname) \
	X(78, set_domainname) \
	X(79, propagation) \
	X(80, bind_root) \
	X(81, new_mount) \
	X(82, open_tree) \
	X(83, mount_attributes) \
	X(84, attach) \
	X(85, copy_up) \
	X(86, pivot_root) \
	X(87, move_root) \
	X(88, enter_root) \
	X(89, readonly_path) \
	X(90, mask_path) \
	X(91, private_proc) \
	X(92, write_proc) \
	X(93, ensure_directory) \
	X(94, make_node) \
	X(95, make_symlink) \
	X(96, open_terminal) \
	X(97, mount_console) \
	X(98, controlling_terminal) \
	X(99, new_session) \
	X(100, null_stdio) \
	X(101, set_groups) \
	X(102, set_ids) \
	X(103, keep_capabilities) \
	X(104, bounding_set) \
	X(105, expect_capabilities) \
	X(106, capabilities) \
	X(107, ambient_set) \
	X(108, no_new_privileges) \
	X(109, set_dumpable) \
	X(110, join_keyring) \
	X(111, chown_stdio) \
	X(112, rlimit) \
	X(113, umask) \
	X(114, personality) \
	X(115, scheduler) \
	X(116, io_priority) \
	X(117, memory_policy) \
	X(118, affinity) \
	X(119, compile_seccomp) \
	X(120, load_seccomp) \
	X(121, change_directory) \
	X(122, home) \
	X(123, own_pid) \
	X(124, resolve_executable) \
	X(125, inherit_fds) \
	X(126, preserve_fds) \
	X(127, execute) \
	X(128, packet_pair) \
	X(129, place_fd) \
	X(130, tell_ready) \
	X(131, criu_request) \
	X(132, serve_planner)

#define OP_COUNT 132

#ifdef OPS_FIELD_TABLES
static const struct field op_print_fields[] = {
	{FIELD_U32, offsetof(struct op_print, fd)},
	{FIELD_TEXT, offsetof(struct op_print, text)},
	{FIELD_END, 0},
};
static const struct field op_log_fields[] = {
	{FIELD_STRING, offsetof(struct op_log, level)},
	{FIELD_TEXT, offsetof(struct op_log, message)},
	{FIELD_END, 0},
};
static const struct field op_fail_fields[] = {
	{FIELD_STRING, offsetof(struct op_fail, message)},
	{FIELD_U32, offsetof(struct op_fail, code)},
	{FIELD_END, 0},
};
static const struct field op_on_failure_fields[] = {
	{FIELD_OPS, offsetof(struct op_on_failure, undo)},
	{FIELD_END, 0},
};
static const struct field op_start_clock_fields[] = {
	{FIELD_U64, offsetof(struct op_start_clock, since)},
	{FIELD_END, 0},
};
static const struct field op_stamp_fields[] = {
	{FIELD_STRING, offsetof(struct op_stamp, phase)},
	{FIELD_U64, offsetof(struct op_stamp, took)},
	{FIELD_END, 0},
};
static const struct field op_lock_fields[] = {
	{FIELD_STRING, offsetof(struct op_lock, path)},
	{FIELD_U32, offsetof(struct op_lock, timeout)},
	{FIELD_OUT, offsetof(struct op_lock, out)},
	{FIELD_END, 0},
};
static const struct field op_expect_fields[] = {
	{FIELD_STRING, offsetof(struct op_expect, path)},
	{FIELD_BYTES, offsetof(struct op_expect, content)},
	{FIELD_END, 0},
};
static const struct field op_make_directory_fields[] = {
	{FIELD_STRING, offsetof(struct op_make_directory, path)},
	{FIELD_U32, offsetof(struct op_make_directory, mode)},
	{FIELD_BOOL, offsetof(struct op_make_directory, exclusive)},
	{FIELD_END, 0},
};
static const struct field op_write_file_fields[] = {
	{FIELD_STRING, offsetof(struct op_write_file, path)},
	{FIELD_STRING, offsetof(struct op_write_file, temporary)},
	{FIELD_TEXT, offsetof(struct op_write_file, content)},
	{FIELD_U32, offsetof(struct op_write_file, mode)},
	{FIELD_END, 0},
};
static const struct field op_create_file_fields[] = {
	{FIELD_STRING, offsetof(struct op_create_file, path)},
	{FIELD_TEXT, offsetof(struct op_create_file, content)},
	{FIELD_U32, offsetof(struct op_create_file, mode)},
	{FIELD_END, 0},
};
static const struct field op_append_file_fields[] = {
	{FIELD_STRING, offsetof(struct op_append_file, path)},
	{FIELD_TEXT, offsetof(struct op_append_file, content)},
	{FIELD_END, 0},
};
static const struct field op_write_kernel_file_fields[] = {
	{FIELD_TEXT, offsetof(struct op_write_kernel_file, path)},
	{FIELD_TEXT, offsetof(struct op_write_kernel_file, data)},
	{FIELD_END, 0},
};
static const struct field op_store_plans_fields[] = {
	{FIELD_STRING, offsetof(struct op_store_plans, path)},
	{FIELD_U32, offsetof(struct op_store_plans, timeout)},
	{FIELD_END, 0},
};
static const struct field op_remove_file_fields[] = {
	{FIELD_STRING, offsetof(struct op_remove_file, path)},
	{FIELD_END, 0},
};
static const struct field op_remove_directory_fields[] = {
	{FIELD_STRING, offsetof(struct op_remove_directory, path)},
	{FIELD_END, 0},
};
static const struct field op_make_fifo_fields[] = {
	{FIELD_STRING, offsetof(struct op_make_fifo, path)},
	{FIELD_U32, offsetof(struct op_make_fifo, mode)},
	{FIELD_OUT, offsetof(struct op_make_fifo, out)},
	{FIELD_END, 0},
};
static const struct field op_open_file_fields[] = {
	{FIELD_STRING, offsetof(struct op_open_file, path)},
	{FIELD_U32, offsetof(struct op_open_file, flags)},
	{FIELD_OUT, offsetof(struct op_open_file, out)},
	{FIELD_END, 0},
};
static const struct field op_open_device_fields[] = {
	{FIELD_STRING, offsetof(struct op_open_device, path)},
	{FIELD_U32, offsetof(struct op_open_device, major)},
	{FIELD_U32, offsetof(struct op_open_device, minor)},
	{FIELD_OUT, offsetof(struct op_open_device, out)},
	{FIELD_END, 0},
};
static const struct field op_connect_socket_fields[] = {
	{FIELD_STRING, offsetof(struct op_connect_socket, path)},
	{FIELD_BOOL, offsetof(struct op_connect_socket, datagrams)},
	{FIELD_OUT, offsetof(struct op_connect_socket, out)},
	{FIELD_END, 0},
};
static const struct field op_send_fd_fields[] = {
	{FIELD_SLOT, offsetof(struct op_send_fd, socket)},
	{FIELD_SLOT, offsetof(struct op_send_fd, fd)},
	{FIELD_TEXT, offsetof(struct op_send_fd, payload)},
	{FIELD_END, 0},
};
static const struct field op_socket_pair_fields[] = {
	{FIELD_OUT, offsetof(struct op_socket_pair, out_sender)},
	{FIELD_OUT, offsetof(struct op_socket_pair, out_receiver)},
	{FIELD_END, 0},
};
static const struct field op_take_terminal_fields[] = {
	{FIELD_SLOT, offsetof(struct op_take_terminal, socket)},
	{FIELD_OUT, offsetof(struct op_take_terminal, out)},
	{FIELD_END, 0},
};
static const struct field op_close_fields[] = {
	{FIELD_SLOT, offsetof(struct op_close, slot)},
	{FIELD_END, 0},
};
static const struct field op_cgroup_create_fields[] = {
	{FIELD_STRING, offsetof(struct op_cgroup_create, path)},
	{FIELD_BOOL, offsetof(struct op_cgroup_create, cpuset)},
	{FIELD_BOOL, offsetof(struct op_cgroup_create, found)},
	{FIELD_OUT, offsetof(struct op_cgroup_create, out)},
	{FIELD_END, 0},
};
static const struct field op_cgroup_open_fields[] = {
	{FIELD_STRING, offsetof(struct op_cgroup_open, path)},
	{FIELD_STRING, offsetof(struct op_cgroup_open, mount)},
	{FIELD_STRING, offsetof(struct op_cgroup_open, root)},
	{FIELD_SLOT, offsetof(struct op_cgroup_open, pid)},
	{FIELD_OUT, offsetof(struct op_cgroup_open, out)},
	{FIELD_END, 0},
};
static const struct field op_cgroup_enter_fields[] = {
	{FIELD_STRING, offsetof(struct op_cgroup_enter, path)},
	{FIELD_END, 0},
};
static const struct field op_cgroup_expect_fields[] = {
	{FIELD_SLOT, offsetof(struct op_cgroup_expect, pid)},
	{FIELD_STRINGS, offsetof(struct op_cgroup_expect, lines)},
	{FIELD_END, 0},
};
static const struct field op_cgroup_kill_fields[] = {
	{FIELD_STRING, offsetof(struct op_cgroup_kill, path)},
	{FIELD_STRING, offsetof(struct op_cgroup_kill, freezer)},
	{FIELD_U32, offsetof(struct op_cgroup_kill, signal)},
	{FIELD_U32, offsetof(struct op_cgroup_kill, timeout)},
	{FIELD_END, 0},
};
static const struct field op_cgroup_settle_fields[] = {
	{FIELD_STRING, offsetof(struct op_cgroup_settle, path)},
	{FIELD_STRING, offsetof(struct op_cgroup_settle, data)},
	{FIELD_STRING, offsetof(struct op_cgroup_settle, state)},
	{FIELD_STRING, offsetof(struct op_cgroup_settle, wanted)},
	{FIELD_U32, offsetof(struct op_cgroup_settle, timeout)},
	{FIELD_END, 0},
};
static const struct field op_cgroup_remove_fields[] = {
	{FIELD_STRING, offsetof(struct op_cgroup_remove, path)},
	{FIELD_U32, offsetof(struct op_cgroup_remove, timeout)},
	{FIELD_END, 0},
};
static const struct field op_cgroup_follow_fields[] = {
	{FIELD_SLOT, offsetof(struct op_cgroup_follow, process)},
	{FIELD_U32, offsetof(struct op_cgroup_follow, interval)},
	{FIELD_OPS, offsetof(struct op_cgroup_follow, every)},
	{FIELD_STRING, offsetof(struct op_cgroup_follow, counter)},
	{FIELD_STRING, offsetof(struct op_cgroup_follow, key)},
	{FIELD_U32, offsetof(struct op_cgroup_follow, look)},
	{FIELD_OPS, offsetof(struct op_cgroup_follow, grown)},
	{FIELD_END, 0},
};
static const struct field op_await_gone_fields[] = {
	{FIELD_STRING, offsetof(struct op_await_gone, path)},
	{FIELD_U32, offsetof(struct op_await_gone, timeout)},
	{FIELD_END, 0},
};
static const struct field op_cgroup_devices_fields[] = {
	{FIELD_STRING, offsetof(struct op_cgroup_devices, path)},
	{FIELD_BYTES, offsetof(struct op_cgroup_devices, program)},
	{FIELD_END, 0},
};
static const struct field op_bus_call_fields[] = {
	{FIELD_STRING, offsetof(struct op_bus_call, socket)},
	{FIELD_BYTES, offsetof(struct op_bus_call, opening)},
	{FIELD_BYTES, offsetof(struct op_bus_call, call)},
	{FIELD_SLOT, offsetof(struct op_bus_call, pid)},
	{FIELD_U32, offsetof(struct op_bus_call, pid_at)},
	{FIELD_BOOL, offsetof(struct op_bus_call, job)},
	{FIELD_U32, offsetof(struct op_bus_call, patience)},
	{FIELD_U32, offsetof(struct op_bus_call, timeout)},
	{FIELD_END, 0},
};
static const struct field op_clone_fields[] = {
	{FIELD_U64, offsetof(struct op_clone, flags)},
	{FIELD_SLOT, offsetof(struct op_clone, cgroup)},
	{FIELD_STRING, offsetof(struct op_clone, memory)},
	{FIELD_OUT, offsetof(struct op_clone, out)},
	{FIELD_OPS, offsetof(struct op_clone, init)},
	{FIELD_END, 0},
};
static const struct field op_continue_in_child_fields[] = {
	{FIELD_U64, offsetof(struct op_continue_in_child, flags)},
	{FIELD_END, 0},
};
static const struct field op_ready_fields[] = {
	{FIELD_U32, offsetof(struct op_ready, point)},
	{FIELD_SLOT, offsetof(struct op_ready, value)},
	{FIELD_END, 0},
};
static const struct field op_await_go_fields[] = {
	{FIELD_U32, offsetof(struct op_await_go, point)},
	{FIELD_END, 0},
};
static const struct field op_await_ready_fields[] = {
	{FIELD_U32, offsetof(struct op_await_ready, point)},
	{FIELD_U32, offsetof(struct op_await_ready, timeout)},
	{FIELD_OUT, offsetof(struct op_await_ready, out)},
	{FIELD_END, 0},
};
static const struct field op_go_fields[] = {
	{FIELD_U32, offsetof(struct op_go, point)},
	{FIELD_END, 0},
};
static const struct field op_await_executed_fields[] = {
	{FIELD_U32, offsetof(struct op_await_executed, timeout)},
	{FIELD_END, 0},
};
static const struct field op_hold_signals_fields[] = {
	{FIELD_END, 0},
};
static const struct field op_heed_signals_fields[] = {
	{FIELD_END, 0},
};
static const struct field op_expect_no_signal_fields[] = {
	{FIELD_END, 0},
};
static const struct field op_become_subreaper_fields[] = {
	{FIELD_END, 0},
};
static const struct field op_await_child_fields[] = {
	{FIELD_SLOT, offsetof(struct op_await_child, terminal)},
	{FIELD_SLOT, offsetof(struct op_await_child, notify)},
	{FIELD_SLOT, offsetof(struct op_await_child, service)},
	{FIELD_END, 0},
};
static const struct field op_parent_death_fields[] = {
	{FIELD_U32, offsetof(struct op_parent_death, signal)},
	{FIELD_END, 0},
};
static const struct field op_start_time_fields[] = {
	{FIELD_SLOT, offsetof(struct op_start_time, pid)},
	{FIELD_OUT, offsetof(struct op_start_time, out)},
	{FIELD_END, 0},
};
static const struct field op_read_init_fields[] = {
	{FIELD_STRING, offsetof(struct op_read_init, path)},
	{FIELD_STRING, offsetof(struct op_read_init, record)},
	{FIELD_STRING, offsetof(struct op_read_init, identity)},
	{FIELD_OUT, offsetof(struct op_read_init, out_pid)},
	{FIELD_OUT, offsetof(struct op_read_init, out_start_time)},
	{FIELD_END, 0},
};
static const struct field op_by_status_fields[] = {
	{FIELD_SLOT, offsetof(struct op_by_status, pid)},
	{FIELD_SLOT, offsetof(struct op_by_status, start_time)},
	{FIELD_STRING, offsetof(struct op_by_status, gate)},
	{FIELD_STRING, offsetof(struct op_by_status, freezer)},
	{FIELD_STRING, offsetof(struct op_by_status, frozen)},
	{FIELD_OPS, offsetof(struct op_by_status, creating)},
	{FIELD_OPS, offsetof(struct op_by_status, created)},
	{FIELD_OPS, offsetof(struct op_by_status, running)},
	{FIELD_OPS, offsetof(struct op_by_status, paused)},
	{FIELD_OPS, offsetof(struct op_by_status, stopped)},
	{FIELD_END, 0},
};
static const struct field op_print_status_fields[] = {
	{FIELD_SLOT, offsetof(struct op_print_status, pid)},
	{FIELD_SLOT, offsetof(struct op_print_status, start_time)},
	{FIELD_STRING, offsetof(struct op_print_status, gate)},
	{FIELD_STRING, offsetof(struct op_print_status, freezer)},
	{FIELD_STRING, offsetof(struct op_print_status, frozen)},
	{FIELD_STRING, offsetof(struct op_print_status, before)},
	{FIELD_U32, offsetof(struct op_print_status, width)},
	{FIELD_STRING, offsetof(struct op_print_status, between)},
	{FIELD_STRINGS, offsetof(struct op_print_status, words)},
	{FIELD_STRING, offsetof(struct op_print_status, after)},
	{FIELD_END, 0},
};
static const struct field op_open_process_fields[] = {
	{FIELD_SLOT, offsetof(struct op_open_process, pid)},
	{FIELD_SLOT, offsetof(struct op_open_process, start_time)},
	{FIELD_OUT, offsetof(struct op_open_process, out)},
	{FIELD_END, 0},
};
static const struct field op_open_process_root_fields[] = {
	{FIELD_SLOT, offsetof(struct op_open_process_root, process)},
	{FIELD_SLOT, offsetof(struct op_open_process_root, pid)},
	{FIELD_OUT, offsetof(struct op_open_process_root, out)},
	{FIELD_END, 0},
};
static const struct field op_signal_fields[] = {
	{FIELD_SLOT, offsetof(struct op_signal, process)},
	{FIELD_U32, offsetof(struct op_signal, signal)},
	{FIELD_END, 0},
};
static const struct field op_expect_unkilled_fields[] = {
	{FIELD_SLOT, offsetof(struct op_expect_unkilled, pid)},
	{FIELD_END, 0},
};
static const struct field op_on_signal_fields[] = {
	{FIELD_U32, offsetof(struct op_on_signal, signal)},
	{FIELD_U32, offsetof(struct op_on_signal, number)},
	{FIELD_OPS, offsetof(struct op_on_signal, steps)},
	{FIELD_END, 0},
};
static const struct field op_unless_stale_fields[] = {
	{FIELD_OPS, offsetof(struct op_unless_stale, steps)},
	{FIELD_END, 0},
};
static const struct field op_await_exit_fields[] = {
	{FIELD_SLOT, offsetof(struct op_await_exit, process)},
	{FIELD_U32, offsetof(struct op_await_exit, timeout)},
	{FIELD_END, 0},
};
static const struct field op_kill_child_fields[] = {
	{FIELD_SLOT, offsetof(struct op_kill_child, pid)},
	{FIELD_END, 0},
};
static const struct field op_run_fields[] = {
	{FIELD_STRING, offsetof(struct op_run, path)},
	{FIELD_STRINGS, offsetof(struct op_run, args)},
	{FIELD_STRINGS, offsetof(struct op_run, env)},
	{FIELD_U32, offsetof(struct op_run, home)},
	{FIELD_SLOT, offsetof(struct op_run, pid)},
	{FIELD_SLOT, offsetof(struct op_run, directory)},
	{FIELD_TEXT, offsetof(struct op_run, stdin)},
	{FIELD_U32, offsetof(struct op_run, timeout)},
	{FIELD_END, 0},
};
static const struct field op_run_self_fields[] = {
	{FIELD_STRINGS, offsetof(struct op_run_self, args)},
	{FIELD_END, 0},
};
static const struct field op_print_processes_fields[] = {
	{FIELD_STRING, offsetof(struct op_print_processes, path)},
	{FIELD_STRINGS, offsetof(struct op_print_processes, args)},
	{FIELD_U32S, offsetof(struct op_print_processes, pids)},
	{FIELD_END, 0},
};
static const struct field op_open_gate_fields[] = {
	{FIELD_STRING, offsetof(struct op_open_gate, start)},
	{FIELD_STRING, offsetof(struct op_open_gate, result)},
	{FIELD_SLOT, offsetof(struct op_open_gate, process)},
	{FIELD_U32, offsetof(struct op_open_gate, timeout)},
	{FIELD_END, 0},
};
static const struct field op_await_start_fields[] = {
	{FIELD_SLOT, offsetof(struct op_await_start, gate)},
	{FIELD_SLOT, offsetof(struct op_await_start, result)},
	{FIELD_END, 0},
};
static const struct field op_bind_notify_fields[] = {
	{FIELD_STRING, offsetof(struct op_bind_notify, path)},
	{FIELD_OUT, offsetof(struct op_bind_notify, out)},
	{FIELD_END, 0},
};
static const struct field op_relay_ready_fields[] = {
	{FIELD_SLOT, offsetof(struct op_relay_ready, socket)},
	{FIELD_SLOT, offsetof(struct op_relay_ready, process)},
	{FIELD_SLOT, offsetof(struct op_relay_ready, service)},
	{FIELD_SLOT, offsetof(struct op_relay_ready, pid)},
	{FIELD_U32, offsetof(struct op_relay_ready, timeout)},
	{FIELD_END, 0},
};
static const struct field op_take_fd_fields[] = {
	{FIELD_SLOT, offsetof(struct op_take_fd, pid)},
	{FIELD_SLOT, offsetof(struct op_take_fd, number)},
	{FIELD_OUT, offsetof(struct op_take_fd, out)},
	{FIELD_END, 0},
};
static const struct field op_open_namespace_fields[] = {
	{FIELD_STRING, offsetof(struct op_open_namespace, path)},
	{FIELD_U32, offsetof(struct op_open_namespace, type)},
	{FIELD_OUT, offsetof(struct op_open_namespace, out)},
	{FIELD_END, 0},
};
static const struct field op_join_namespace_fields[] = {
	{FIELD_SLOT, offsetof(struct op_join_namespace, namespace)},
	{FIELD_U32, offsetof(struct op_join_namespace, type)},
	{FIELD_END, 0},
};
static const struct field op_join_process_fields[] = {
	{FIELD_SLOT, offsetof(struct op_join_process, process)},
	{FIELD_SLOT, offsetof(struct op_join_process, pid)},
	{FIELD_U64, offsetof(struct op_join_process, flags)},
	{FIELD_END, 0},
};
static const struct field op_unshare_fields[] = {
	{FIELD_U64, offsetof(struct op_unshare, flags)},
	{FIELD_END, 0},
};
static const struct field op_time_offsets_fields[] = {
	{FIELD_STRING, offsetof(struct op_time_offsets, offsets)},
	{FIELD_END, 0},
};
static const struct field op_user_namespace_fields[] = {
	{FIELD_STRING, offsetof(struct op_user_namespace, uid_map)},
	{FIELD_STRING, offsetof(struct op_user_namespace, gid_map)},
	{FIELD_OUT, offsetof(struct op_user_namespace, out)},
	{FIELD_END, 0},
};
static const struct field op_move_net_device_fields[] = {
	{FIELD_STRING, offsetof(struct op_move_net_device, name)},
	{FIELD_STRING, offsetof(struct op_move_net_device, new_name)},
	{FIELD_SLOT, offsetof(struct op_move_net_device, pid)},
	{FIELD_END, 0},
};
static const struct field op_interface_up_fields[] = {
	{FIELD_STRING, offsetof(struct op_interface_up, name)},
	{FIELD_END, 0},
};
static const struct field op_set_hostname_fields[] = {
	{FIELD_STRING, offsetof(struct op_set_hostname, name)},
	{FIELD_END, 0},
};
static const struct field op_set_domainname_fields[] = {
	{FIELD_STRING, offsetof(struct op_set_domainname, name)},
	{FIELD_END, 0},
};
static const struct field op_propagation_fields[] = {
	{FIELD_STRING, offsetof(struct op_propagation, path)},
	{FIELD_U32, offsetof(struct op_propagation, flags)},
	{FIELD_END, 0},
};
static const struct field op_bind_root_fields[] = {
	{FIELD_STRING, offsetof(struct op_bind_root, path)},
	{FIELD_BOOL, offsetof(struct op_bind_root, recursive)},
	{FIELD_OUT, offsetof(struct op_bind_root, out)},
	{FIELD_END, 0},
};
static const struct field op_new_mount_fields[] = {
	{FIELD_STRING, offsetof(struct op_new_mount, type)},
	{FIELD_STRING, offsetof(struct op_new_mount, source)},
	{FIELD_STRINGS, offsetof(struct op_new_mount, options)},
	{FIELD_U32, offsetof(struct op_new_mount, attributes)},
	{FIELD_SLOT, offsetof(struct op_new_mount, root)},
	{FIELD_STRING, offsetof(struct op_new_mount, path)},
	{FIELD_OUT, offsetof(struct op_new_mount, out)},
	{FIELD_END, 0},
};
static const struct field op_open_tree_fields[] = {
	{FIELD_SLOT, offsetof(struct op_open_tree, root)},
	{FIELD_STRING, offsetof(struct op_open_tree, path)},
	{FIELD_BOOL, offsetof(struct op_open_tree, recursive)},
	{FIELD_BOOL, offsetof(struct op_open_tree, no_follow)},
	{FIELD_OUT, offsetof(struct op_open_tree, out)},
	{FIELD_END, 0},
};
static const struct field op_mount_attributes_fields[] = {
	{FIELD_SLOT, offsetof(struct op_mount_attributes, mount)},
	{FIELD_U64, offsetof(struct op_mount_attributes, set)},
	{FIELD_U64, offsetof(struct op_mount_attributes, clear)},
	{FIELD_U32, offsetof(struct op_mount_attributes, propagation)},
	{FIELD_BOOL, offsetof(struct op_mount_attributes, recursive)},
	{FIELD_SLOT, offsetof(struct op_mount_attributes, user_namespace)},
	{FIELD_END, 0},
};
static const struct field op_attach_fields[] = {
	{FIELD_SLOT, offsetof(struct op_attach, mount)},
	{FIELD_BOOL, offsetof(struct op_attach, keep)},
	{FIELD_SLOT, offsetof(struct op_attach, root)},
	{FIELD_STRING, offsetof(struct op_attach, path)},
	{FIELD_BOOL, offsetof(struct op_attach, create)},
	{FIELD_BOOL, offsetof(struct op_attach, no_symlinks)},
	{FIELD_BOOL, offsetof(struct op_attach, on_proc)},
	{FIELD_END, 0},
};
static const struct field op_copy_up_fields[] = {
	{FIELD_SLOT, offsetof(struct op_copy_up, mount)},
	{FIELD_SLOT, offsetof(struct op_copy_up, root)},
	{FIELD_STRING, offsetof(struct op_copy_up, path)},
	{FIELD_BOOL, offsetof(struct op_copy_up, keep_mode)},
	{FIELD_BOOL, offsetof(struct op_copy_up, keep_uid)},
	{FIELD_BOOL, offsetof(struct op_copy_up, keep_gid)},
	{FIELD_END, 0},
};
static const struct field op_pivot_root_fields[] = {
	{FIELD_SLOT, offsetof(struct op_pivot_root, root)},
	{FIELD_END, 0},
};
static const struct field op_move_root_fields[] = {
	{FIELD_SLOT, offsetof(struct op_move_root, root)},
	{FIELD_END, 0},
};
static const struct field op_enter_root_fields[] = {
	{FIELD_SLOT, offsetof(struct op_enter_root, namespace)},
	{FIELD_SLOT, offsetof(struct op_enter_root, root)},
	{FIELD_END, 0},
};
static const struct field op_readonly_path_fields[] = {
	{FIELD_SLOT, offsetof(struct op_readonly_path, root)},
	{FIELD_STRING, offsetof(struct op_readonly_path, path)},
	{FIELD_END, 0},
};
static const struct field op_mask_path_fields[] = {
	{FIELD_SLOT, offsetof(struct op_mask_path, root)},
	{FIELD_STRING, offsetof(struct op_mask_path, path)},
	{FIELD_SLOT, offsetof(struct op_mask_path, empty)},
	{FIELD_SLOT, offsetof(struct op_mask_path, null)},
	{FIELD_END, 0},
};
static const struct field op_private_proc_fields[] = {
	{FIELD_OUT, offsetof(struct op_private_proc, out)},
	{FIELD_END, 0},
};
static const struct field op_write_proc_fields[] = {
	{FIELD_SLOT, offsetof(struct op_write_proc, proc)},
	{FIELD_STRING, offsetof(struct op_write_proc, path)},
	{FIELD_STRING, offsetof(struct op_write_proc, data)},
	{FIELD_END, 0},
};
static const struct field op_ensure_directory_fields[] = {
	{FIELD_SLOT, offsetof(struct op_ensure_directory, root)},
	{FIELD_STRING, offsetof(struct op_ensure_directory, path)},
	{FIELD_U32, offsetof(struct op_ensure_directory, mode)},
	{FIELD_U32, offsetof(struct op_ensure_directory, uid)},
	{FIELD_U32, offsetof(struct op_ensure_directory, gid)},
	{FIELD_END, 0},
};
static const struct field op_make_node_fields[] = {
	{FIELD_SLOT, offsetof(struct op_make_node, root)},
	{FIELD_STRING, offsetof(struct op_make_node, path)},
	{FIELD_U32, offsetof(struct op_make_node, mode)},
	{FIELD_U32, offsetof(struct op_make_node, major)},
	{FIELD_U32, offsetof(struct op_make_node, minor)},
	{FIELD_U32, offsetof(struct op_make_node, uid)},
	{FIELD_U32, offsetof(struct op_make_node, gid)},
	{FIELD_END, 0},
};
static const struct field op_make_symlink_fields[] = {
	{FIELD_SLOT, offsetof(struct op_make_symlink, root)},
	{FIELD_STRING, offsetof(struct op_make_symlink, path)},
	{FIELD_STRING, offsetof(struct op_make_symlink, target)},
	{FIELD_BOOL, offsetof(struct op_make_symlink, replace)},
	{FIELD_END, 0},
};
static const struct field op_open_terminal_fields[] = {
	{FIELD_SLOT, offsetof(struct op_open_terminal, root)},
	{FIELD_STRING, offsetof(struct op_open_terminal, path)},
	{FIELD_U32, offsetof(struct op_open_terminal, rows)},
	{FIELD_U32, offsetof(struct op_open_terminal, columns)},
	{FIELD_U32, offsetof(struct op_open_terminal, uid)},
	{FIELD_OUT, offsetof(struct op_open_terminal, out_master)},
	{FIELD_OUT, offsetof(struct op_open_terminal, out_peer)},
	{FIELD_END, 0},
};
static const struct field op_mount_console_fields[] = {
	{FIELD_SLOT, offsetof(struct op_mount_console, root)},
	{FIELD_SLOT, offsetof(struct op_mount_console, peer)},
	{FIELD_END, 0},
};
static const struct field op_controlling_terminal_fields[] = {
	{FIELD_SLOT, offsetof(struct op_controlling_terminal, peer)},
	{FIELD_END, 0},
};
static const struct field op_new_session_fields[] = {
	{FIELD_END, 0},
};
static const struct field op_null_stdio_fields[] = {
	{FIELD_SLOT, offsetof(struct op_null_stdio, root)},
	{FIELD_END, 0},
};
static const struct field op_set_groups_fields[] = {
	{FIELD_U32S, offsetof(struct op_set_groups, groups)},
	{FIELD_END, 0},
};
static const struct field op_set_ids_fields[] = {
	{FIELD_U32, offsetof(struct op_set_ids, uid)},
	{FIELD_U32, offsetof(struct op_set_ids, gid)},
	{FIELD_END, 0},
};
static const struct field op_keep_capabilities_fields[] = {
	{FIELD_BOOL, offsetof(struct op_keep_capabilities, keep)},
	{FIELD_END, 0},
};
static const struct field op_bounding_set_fields[] = {
	{FIELD_U64, offsetof(struct op_bounding_set, mask)},
	{FIELD_END, 0},
};
static const struct field op_expect_capabilities_fields[] = {
	{FIELD_U64, offsetof(struct op_expect_capabilities, effective)},
	{FIELD_END, 0},
};
static const struct field op_capabilities_fields[] = {
	{FIELD_U64, offsetof(struct op_capabilities, effective)},
	{FIELD_U64, offsetof(struct op_capabilities, permitted)},
	{FIELD_U64, offsetof(struct op_capabilities, inheritable)},
	{FIELD_BOOL, offsetof(struct op_capabilities, clamp)},
	{FIELD_END, 0},
};
static const struct field op_ambient_set_fields[] = {
	{FIELD_U64, offsetof(struct op_ambient_set, mask)},
	{FIELD_BOOL, offsetof(struct op_ambient_set, clamp)},
	{FIELD_END, 0},
};
static const struct field op_no_new_privileges_fields[] = {
	{FIELD_END, 0},
};
static const struct field op_set_dumpable_fields[] = {
	{FIELD_BOOL, offsetof(struct op_set_dumpable, dumpable)},
	{FIELD_END, 0},
};
static const struct field op_join_keyring_fields[] = {
	{FIELD_END, 0},
};
static const struct field op_chown_stdio_fields[] = {
	{FIELD_U32, offsetof(struct op_chown_stdio, uid)},
	{FIELD_END, 0},
};
static const struct field op_rlimit_fields[] = {
	{FIELD_SLOT, offsetof(struct op_rlimit, pid)},
	{FIELD_U32, offsetof(struct op_rlimit, resource)},
	{FIELD_U64, offsetof(struct op_rlimit, soft)},
	{FIELD_U64, offsetof(struct op_rlimit, hard)},
	{FIELD_END, 0},
};
static const struct field op_umask_fields[] = {
	{FIELD_U32, offsetof(struct op_umask, mask)},
	{FIELD_END, 0},
};
static const struct field op_personality_fields[] = {
	{FIELD_U32, offsetof(struct op_personality, domain)},
	{FIELD_END, 0},
};
static const struct field op_scheduler_fields[] = {
	{FIELD_U32, offsetof(struct op_scheduler, policy)},
	{FIELD_U32, offsetof(struct op_scheduler, nice)},
	{FIELD_U32, offsetof(struct op_scheduler, priority)},
	{FIELD_U64, offsetof(struct op_scheduler, flags)},
	{FIELD_U64, offsetof(struct op_scheduler, runtime)},
	{FIELD_U64, offsetof(struct op_scheduler, deadline)},
	{FIELD_U64, offsetof(struct op_scheduler, period)},
	{FIELD_END, 0},
};
static const struct field op_io_priority_fields[] = {
	{FIELD_U32, offsetof(struct op_io_priority, class)},
	{FIELD_U32, offsetof(struct op_io_priority, level)},
	{FIELD_END, 0},
};
static const struct field op_memory_policy_fields[] = {
	{FIELD_U32, offsetof(struct op_memory_policy, mode)},
	{FIELD_BYTES, offsetof(struct op_memory_policy, nodes)},
	{FIELD_END, 0},
};
static const struct field op_affinity_fields[] = {
	{FIELD_SLOT, offsetof(struct op_affinity, pid)},
	{FIELD_BYTES, offsetof(struct op_affinity, cpus)},
	{FIELD_END, 0},
};
static const struct field op_compile_seccomp_fields[] = {
	{FIELD_STRING, offsetof(struct op_compile_seccomp, profile)},
	{FIELD_STRING, offsetof(struct op_compile_seccomp, cache)},
	{FIELD_OUT, offsetof(struct op_compile_seccomp, out)},
	{FIELD_END, 0},
};
static const struct field op_load_seccomp_fields[] = {
	{FIELD_SLOT, offsetof(struct op_load_seccomp, program)},
	{FIELD_U32, offsetof(struct op_load_seccomp, flags)},
	{FIELD_OUT, offsetof(struct op_load_seccomp, out_listener)},
	{FIELD_END, 0},
};
static const struct field op_change_directory_fields[] = {
	{FIELD_STRING, offsetof(struct op_change_directory, path)},
	{FIELD_END, 0},
};
static const struct field op_home_fields[] = {
	{FIELD_SLOT, offsetof(struct op_home, root)},
	{FIELD_U32, offsetof(struct op_home, uid)},
	{FIELD_END, 0},
};
static const struct field op_own_pid_fields[] = {
	{FIELD_STRING, offsetof(struct op_own_pid, variable)},
	{FIELD_END, 0},
};
static const struct field op_resolve_executable_fields[] = {
	{FIELD_STRING, offsetof(struct op_resolve_executable, file)},
	{FIELD_STRING, offsetof(struct op_resolve_executable, path)},
	{FIELD_END, 0},
};
static const struct field op_inherit_fds_fields[] = {
	{FIELD_U32, offsetof(struct op_inherit_fds, count)},
	{FIELD_END, 0},
};
static const struct field op_preserve_fds_fields[] = {
	{FIELD_U32, offsetof(struct op_preserve_fds, count)},
	{FIELD_END, 0},
};
static const struct field op_execute_fields[] = {
	{FIELD_STRINGS, offsetof(struct op_execute, args)},
	{FIELD_STRINGS, offsetof(struct op_execute, env)},
	{FIELD_END, 0},
};
static const struct field op_packet_pair_fields[] = {
	{FIELD_OUT, offsetof(struct op_packet_pair, out)},
	{FIELD_OUT, offsetof(struct op_packet_pair, out_peer)},
	{FIELD_END, 0},
};
static const struct field op_place_fd_fields[] = {
	{FIELD_SLOT, offsetof(struct op_place_fd, fd)},
	{FIELD_U32, offsetof(struct op_place_fd, number)},
	{FIELD_END, 0},
};
static const struct field op_tell_ready_fields[] = {
	{FIELD_U32, offsetof(struct op_tell_ready, fd)},
	{FIELD_END, 0},
};
static const struct field op_criu_request_fields[] = {
	{FIELD_SLOT, offsetof(struct op_criu_request, socket)},
	{FIELD_BYTES, offsetof(struct op_criu_request, request)},
	{FIELD_U32S, offsetof(struct op_criu_request, patches)},
	{FIELD_STRING, offsetof(struct op_criu_request, log)},
	{FIELD_OUT, offsetof(struct op_criu_request, out_pid)},
	{FIELD_OPS, offsetof(struct op_criu_request, namespaces)},
	{FIELD_OPS, offsetof(struct op_criu_request, restored)},
	{FIELD_OUT, offsetof(struct op_criu_request, out_terminal)},
	{FIELD_OPS, offsetof(struct op_criu_request, terminal)},
	{FIELD_OPS, offsetof(struct op_criu_request, ready)},
	{FIELD_END, 0},
};
static const struct field op_serve_planner_fields[] = {
	{FIELD_STRING, offsetof(struct op_serve_planner, path)},
	{FIELD_U32, offsetof(struct op_serve_planner, idle)},
	{FIELD_U32, offsetof(struct op_serve_planner, patience)},
	{FIELD_U64, offsetof(struct op_serve_planner, memory)},
	{FIELD_U32, offsetof(struct op_serve_planner, practice)},
	{FIELD_END, 0},
};
#endif

#endif
