import type { OpDefinition } from '../field-types.ts';

/** Ops that make, await, signal and record processes (native/op-process.c, op-sync.c, op-hook.c). */
export const processOps = {
  clone: {
    doc: 'clone3(2) with flags, into the cgroup descriptor where given. The child runs init with a SOCK_SEQPACKET pair to its parent; it dies with its parent (PR_SET_PDEATHSIG and end of file on the pair) until parentDeath 0. memory: the directory of its memory cgroup, of which the words about a killed child tell whether it was used up; or empty. out: in the parent the pid as it sees it, in the child its own pid as getpid(2) says (after continueInChild too).',
    fields: { flags: 'u64', cgroup: 'slot', memory: 'string', out: 'out', init: 'ops' },
  },
  continueInChild: {
    doc: 'In a cloned child: clones again with flags|CLONE_PARENT, hands the new pid to the parent (which puts it into the slot of its clone and reaps the old), and exits; the new child goes on with the next op. Needed after joining a pid namespace and before namespaces that a joined user namespace must own.',
    fields: { flags: 'u64' },
  },
  ready: {
    doc: 'In the child: tells the parent by one sendmsg(2) that point is reached, with the value of a slot.',
    fields: { point: 'u32', value: 'slot' },
  },
  awaitGo: {
    doc: 'In the child: waits for the parent to say go for point; end of file ends the child.',
    fields: { point: 'u32' },
  },
  awaitReady: {
    doc: 'In the parent: waits for the child to reach point. A failure the child reports fails the plan with the words of the child; a child that died without a word fails it with how it ended. ETIMEDOUT after timeout milliseconds (0: no limit), the detail names the process and what it waits in.',
    fields: { point: 'u32', timeout: 'u32', out: 'out' },
  },
  go: {
    doc: 'In the parent: lets the child pass point.',
    fields: { point: 'u32' },
  },
  awaitExecuted: {
    doc: 'In the parent, after the last go: waits until execve(2) in the child closes its end of the pair. A failure the child reports fails the plan with the words of the child; timeout as in awaitReady.',
    fields: { timeout: 'u32' },
  },
  holdSignals: {
    doc: 'In the parent, before the last go: blocks every signal until awaitChild takes them.',
    fields: {},
  },
  heedSignals: {
    doc: "In the parent: blocks SIGTERM, SIGINT, SIGHUP and SIGQUIT, but those that the caller ignores or blocks. One that comes ends the wait of this or a later step (awaitReady, awaitExecuted, run, openGate, criuRequest): the step fails, and the exit code is 128 and the number of the signal. This ends, and the caller's mask is back unless holdSignals has blocked all, when openGate succeeds or criuRequest has done what it does before the restored processes go on; undos are never interrupted, and a cloned child has the caller's mask.",
    fields: {},
  },
  expectNoSignal: {
    doc: 'Fails, as a wait that heeds signals does, where one has come since the last wait.',
    fields: {},
  },
  becomeSubreaper: {
    doc: 'PR_SET_CHILD_SUBREAPER: processes of the container that lose their parent come to awaitChild, which reaps them.',
    fields: {},
  },
  awaitChild: {
    doc: "In the parent: lets go of all that the plan holds (the planner is ended, what onFailure kept is forgotten, every descriptor from 3 up is closed but the log and those named here, and so are the locks), then sends each signal that comes (but SIGCHLD, SIGURG and what it causes itself) on to the child until it ends, and reaps it and whatever else ends. terminal, the master of one, is relayed to 0 and 1: 0 is raw meanwhile where it is a terminal; SIGWINCH copies the size of the caller's; the end of 0 ends nothing; without a reader at 1 the terminal is hung up. notify, a socket that the child says READY=1 on, has that and MAINPID=, our own pid, said on to service, once. What was written before the end of the child is delivered, unless SIGTERM, SIGINT, SIGHUP or SIGQUIT comes first. The exit code of the plan is that of the child, or 128 and the number of the signal that ended it; a later step that fails changes it only where it is 0.",
    fields: { terminal: 'slot', notify: 'slot', service: 'slot' },
  },
  parentDeath: {
    doc: 'PR_SET_PDEATHSIG: signal 0 lets the child outlive its parent.',
    fields: { signal: 'u32' },
  },
  startTime: {
    doc: 'Reads the start time of pid (field 22 of /proc/PID/stat, clock ticks) into out.',
    fields: { pid: 'slot', out: 'out' },
  },
  readInit: {
    doc: 'Reads the file path, one line: identity, or identity, pid and start time with a space between. Without pid, or where the file is missing or no such line, the slots become empty: init does not exist yet. Another identity makes the plan stale, as expect does (the path belongs to another container by now), and so does a missing file where the file record is missing too (the container is gone).',
    fields: {
      path: 'string',
      record: 'string',
      identity: 'string',
      outPid: 'out',
      outStartTime: 'out',
    },
  },
  byStatus: {
    doc: 'Runs the one track of the status of init: creating where pid is empty; stopped where no process has that pid and start time, or a zombie; paused where the file freezer (none: empty) has the line frozen; created where somebody reads the FIFO gate; else running. The failure of a step in it is that of this one.',
    fields: {
      pid: 'slot',
      startTime: 'slot',
      gate: 'string',
      freezer: 'string',
      frozen: 'string',
      creating: 'ops',
      created: 'ops',
      running: 'ops',
      paused: 'ops',
      stopped: 'ops',
    },
  },
  printStatus: {
    doc: 'Writes to standard output: before; the pid of init, or 0 where the status (as byStatus finds it) is creating or stopped, with blanks up to width columns and at least one, unless width is 0; between; the word of the status, of five in the order of the tracks of byStatus; after.',
    fields: {
      pid: 'slot',
      startTime: 'slot',
      gate: 'string',
      freezer: 'string',
      frozen: 'string',
      before: 'string',
      width: 'u32',
      between: 'string',
      words: 'strings',
      after: 'string',
    },
  },
  openProcess: {
    doc: 'pidfd_open(2) of pid, then compares its start time: ESRCH where the process is gone, another, or a zombie.',
    fields: { pid: 'slot', startTime: 'slot', out: 'out' },
  },
  openProcessRoot: {
    doc: 'Opens the root directory of the process descriptor (pid is its number), whatever mount it is on, with O_PATH; ESRCH where the process has ended.',
    fields: { process: 'slot', pid: 'slot', out: 'out' },
  },
  signal: {
    doc: 'pidfd_send_signal(2) to the process descriptor; GIVEN_SIGNAL stands for the one that the command line names.',
    fields: { process: 'slot', signal: 'u32' },
  },
  expectUnkilled: {
    doc: 'ESRCH where SIGKILL is pending for process pid, or it is gone.',
    fields: { pid: 'slot' },
  },
  onSignal: {
    doc: 'Runs steps where signal (GIVEN_SIGNAL: the one that the command line names) is number. The failure of a step in it is that of this one.',
    fields: { signal: 'u32', number: 'u32', steps: 'ops' },
  },
  unlessStale: {
    doc: 'Runs steps; where one of them finds that the plan is stale, the rest is left out and this one succeeds. The failure of a step in it is that of this one.',
    fields: { steps: 'ops' },
  },
  awaitExit: {
    doc: 'Waits until the process descriptor says that the process has ended; ETIMEDOUT after timeout milliseconds, the detail names the process and what it waits in.',
    fields: { process: 'slot', timeout: 'u32' },
  },
  killChild: {
    doc: 'SIGKILLs the cloned child in pid and reaps it; nothing where the slot is empty.',
    fields: { pid: 'slot' },
  },
  run: {
    doc: 'Runs the program path with exactly args (args[0] included) and env, stdin as its standard input, and its own process group, which is killed after timeout milliseconds (0: no limit; EBUSY where that does not end it). The working directory is directory (NONE: that of the executor). Where pid is not NONE, its number takes the place of args[1]. With home other than 0 env gets what the op home has found, where it lacks a HOME. Its standard output goes to /dev/null; the last 20 lines of its standard error, argv, exit code or signal and milliseconds are the detail of a failure.',
    fields: {
      path: 'string',
      args: 'strings',
      env: 'strings',
      home: 'u32',
      pid: 'slot',
      directory: 'slot',
      stdin: 'text',
      timeout: 'u32',
    },
  },
  runSelf: {
    doc: 'Runs this program anew with args behind its name, and with the streams and the environment of the caller: another verb, planned and done as if the caller had called it, which tells its failures itself. ECHILD where its exit code is not 0.',
    fields: { args: 'strings' },
  },
  printProcesses: {
    doc: 'Runs the program path (ps(1)) with exactly args, the environment of the caller and no standard input, and prints the first line of its output and of the others those whose word below PID in the first is among pids. ECHILD, what it wrote being the detail, where its exit code is not 0; EPROTO where the first line has no PID.',
    fields: { path: 'string', args: 'strings', pids: 'u32s' },
  },
  openGate: {
    doc: 'Lets a created container start: opens result for reading, writes one byte to the FIFO start (ENXIO: nobody waits there), unlinks start, waits until result ends without a byte (execve succeeded) or brings the words of a failure, which become those of this step; ESRCH where the process ended meanwhile without a word; ETIMEDOUT after timeout milliseconds (0: no limit). Unlinks result.',
    fields: { start: 'string', result: 'string', process: 'slot', timeout: 'u32' },
  },
  awaitStart: {
    doc: 'In the child: closes the sync pair, blocks until a byte comes on the FIFO gate; failures of later ops are written to the FIFO result.',
    fields: { gate: 'slot', result: 'slot' },
  },
  bindNotify: {
    doc: 'Binds an AF_UNIX datagram socket that everybody may send to (0777) to path, in place of a leftover.',
    fields: { path: 'string', out: 'out' },
  },
  relayReady: {
    doc: 'Waits until a datagram on socket has the line READY=1, or the process descriptor says that it has ended. In the first case sends READY=1 and then MAINPID=pid over service, and waits until the peer has worked these off (BARRIER=1, sd_notify_barrier(3)); ETIMEDOUT after timeout milliseconds. Nothing else of what came on socket is sent on.',
    fields: { socket: 'slot', process: 'slot', service: 'slot', pid: 'slot', timeout: 'u32' },
  },
  takeFd: {
    doc: 'pidfd_getfd(2): copies the descriptor that is number (a slot holding a number) in process pid into out.',
    fields: { pid: 'slot', number: 'slot', out: 'out' },
  },
} as const satisfies Record<string, OpDefinition>;
