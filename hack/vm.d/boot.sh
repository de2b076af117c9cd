# shellcheck shell=bash disable=SC2054,SC2154
#
# Boots the machine and carries the payload's output. Sourced by hack/vm.
#
# The guest writes stdout, stderr and its progress to three virtio ports, each a
# file of the run folder: the console's noise stays in a fourth. Files never
# block the machine and lose nothing when it is switched off.

run=
machine=
copies=()

end_process() {
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

end_run() {
  local copy
  [[ -z $machine ]] || end_process "$machine"
  for copy in "${copies[@]}"; do end_process "$copy"; done
  [[ -z $run ]] || rm -rf -- "$run"
}

new_run() {
  ensure_tools qemu-system-x86_64=qemu-system-x86 setpriv=util-linux
  run=$(mktemp -d "${TMPDIR:-/tmp}/pelagos-vm.XXXXXX")
  trap end_run EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  touch "$run"/{out,err,control,console}
}

# Prints what tells systemd how to mount the cgroups.
hierarchy_options() {
  local v1=systemd.unified_cgroup_hierarchy=0
  case ${PELAGOS_VM_CGROUPS:-unified} in
    unified) printf 'systemd.unified_cgroup_hierarchy=1' ;;
    hybrid) printf '%s systemd.legacy_systemd_cgroup_controller=0' "$v1" ;;
    legacy) printf '%s systemd.legacy_systemd_cgroup_controller=1' "$v1" ;;
    *) fail "PELAGOS_VM_CGROUPS is unified, hybrid or legacy, not $PELAGOS_VM_CGROUPS" ;;
  esac
}

# Fills `qemu` with the command for the mode `payload` or `shell`. The death
# signal ends the machine even when this script is killed outright.
qemu_command() {
  local share=security_model=none,readonly=on hierarchy
  hierarchy=$(hierarchy_options)
  qemu=(setpriv --pdeathsig KILL qemu-system-x86_64
    -M q35 -cpu max -accel tcg,thread=multi
    -smp "${PELAGOS_VM_CPUS:-2}" -m "${PELAGOS_VM_MEMORY:-2048}"
    -nodefaults -no-user-config -display none -no-reboot
    -kernel "$image/vmlinuz" -initrd "$image/initrd"
    -append "root=/dev/vda rw rootfstype=ext4 console=ttyS0 loglevel=4 mitigations=off
      $hierarchy systemd.show_status=1 panic=-1 TERM=dumb pelagos.vm=$1"
    -drive "file=$image/root.img,format=raw,if=virtio,snapshot=on"
    -virtfs "local,path=$tree,mount_tag=repository,multidevs=remap,$share"
    -virtfs "local,path=$run,mount_tag=run,$share"
    -object rng-random,id=random,filename=/dev/urandom -device virtio-rng-pci,rng=random
    -chardev "file,id=console,path=$run/console" -serial chardev:console
    -device virtio-serial-pci)
  add_port control
}

# Adds to `qemu` a port that writes the file of its name in the run folder.
add_port() {
  qemu+=(-chardev "file,id=$1,path=$run/$1" -device "virtserialport,chardev=$1,name=$1")
}

run_payload() {
  local qemu=()
  qemu_command payload
  add_port out
  add_port err
  TMPDIR=$run "${qemu[@]}" </dev/null >"$run/qemu" 2>&1 &
  machine=$!
  tail -q -n +1 -s 0.2 -f --pid="$machine" "$run/out" & copies+=($!)
  tail -q -n +1 -s 0.2 -f --pid="$machine" "$run/err" >&2 & copies+=($!)

  await_line started "${PELAGOS_VM_BOOT_TIMEOUT:-300}" start 125
  await_line exit "${PELAGOS_VM_TIMEOUT:-1800}" end 124
  finish
}

has_line() { grep -q "^$1" "$run/control"; }

# Waits for a line of progress that starts with $1, for $2 seconds; $3 is the
# verb that says what did not happen, $4 the exit status when it took too long.
await_line() {
  local deadline=$((SECONDS + $2))
  until has_line "$1"; do
    if ! kill -0 "$machine" 2>/dev/null; then
      # The machine may have written the line in the moment before it ended.
      has_line "$1" && return
      explain "the machine ended before the payload could $3"
      exit 125
    fi
    if ((SECONDS >= deadline)); then
      explain "the payload did not $3 within $2 s"
      exit "$4"
    fi
    sleep 0.1
  done
}

explain() {
  say "$1; the last lines of its console are:"
  cat "$run/qemu" >&2
  tail -n 25 "$run/console" | tr -d '\r' | sed 's/^/  | /' >&2
}

# The guest switches itself off; the copies then reach the end of the output.
finish() {
  local deadline=$((SECONDS + 15)) status copy
  while kill -0 "$machine" 2>/dev/null && ((SECONDS < deadline)); do sleep 0.1; done
  end_process "$machine"
  machine=
  for copy in "${copies[@]}"; do wait "$copy" || true; done
  copies=()
  status=$(sed -n 's/^exit //p' "$run/control")
  exit "$status"
}

open_shell() {
  local qemu=() status=0 rows columns
  [[ -t 0 && -t 1 ]] || fail "a shell needs a terminal; use: hack/vm run -- COMMAND"
  read -r rows columns < <(stty size)
  printf 'stty rows %s columns %s\nexport TERM=%q\n' "$rows" "$columns" "${TERM:-linux}" >"$run/terminal"
  qemu_command shell
  qemu+=(-chardev stdio,id=shell,signal=off -device virtconsole,chardev=shell)
  say "booting; the console is in $run/console; leave the shell to end the machine"
  TMPDIR=$run "${qemu[@]}" 2>"$run/qemu" || status=$?
  if ! has_line started; then
    explain 'the shell did not start'
    exit 125
  fi
  exit "$status"
}
