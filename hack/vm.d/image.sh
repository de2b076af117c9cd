# shellcheck shell=bash disable=SC2016,SC2154
#
# Builds the machine's image: a root file system, its kernel and its initrd.
# Sourced by hack/vm; sets `image` to the folder that holds the three.

image=

# Prints what the image is made from, so that its hash names the image.
recipe() {
  cat "$parts/image.sh" "$parts/customize.sh" "$parts/packages"
  find "$parts/guest" -type f -print0 | sort -z | xargs -0 cat
  node --version
  printf '%s\n' "${PELAGOS_VM_MIRROR-}"
}

# Installs the host's packages that are missing; each row is command=package.
ensure_tools() {
  local row missing=()
  for row in "$@"; do
    PATH=$PATH:/usr/sbin:/sbin command -v "${row%%=*}" >/dev/null || missing+=("${row##*=}")
  done
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    fail "it needs the packages ${missing[*]}; install them: apt-get install ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  apt-get -qq update >&2
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${missing[@]}" >&2 ||
    fail "apt-get could not install ${missing[*]}; mend apt on this computer and run it again"
}

# Prints the apt sources of Debian 12, those this computer uses itself.
debian_sources() {
  if [[ -n ${PELAGOS_VM_MIRROR-} ]]; then
    printf 'deb %s bookworm main\n' "$PELAGOS_VM_MIRROR"
    return
  fi
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    grep -E ' bookworm(-updates|-security)? main$' | sort -u
}

# Makes the image in the folder $1.
build_image() {
  local folder=$1 sources packages started=$SECONDS
  sources=$(debian_sources) ||
    fail "apt on this computer has no Debian 12 source; set PELAGOS_VM_MIRROR to a Debian mirror"
  packages=$(grep -v '^#' "$parts/packages" | paste -sd,)
  apt-config dump | grep -E '^Acquire::(Check-|https?::Proxy)' >"$folder/apt.conf" || true
  printf '%s\n' "$sources" >"$folder/sources.list"

  mmdebstrap --mode=root --variant=essential --format=directory --quiet \
    --include="$packages" --aptopt="$folder/apt.conf" \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --essential-hook="exec '$parts/customize.sh' before-packages \"\$1\"" \
    --customize-hook="exec '$parts/customize.sh' after-packages \"\$1\"" \
    bookworm "$folder/root" "$folder/sources.list" >"$folder/log" 2>&1 || {
    tail -n 30 "$folder/log" >&2
    fail "mmdebstrap could not make the root file system; its last lines are above"
  }
  cp "$folder"/root/boot/vmlinuz-* "$folder/vmlinuz"
  cp "$folder"/root/boot/initrd.img-* "$folder/initrd"
  PATH=$PATH:/usr/sbin:/sbin mke2fs -q -t ext4 -L pelagos-vm -m 0 \
    -E lazy_itable_init=1,lazy_journal_init=1 -d "$folder/root" "$folder/root.img" 4G >/dev/null 2>&1 ||
    fail "mke2fs could not make the disk image $folder/root.img; is there room for 1 GiB?"
  rm -rf -- "$folder/root"
  say "made the image in $((SECONDS - started)) s"
}

ensure_image() {
  image=$cache/$(recipe | sha256sum | cut -c1-16)
  mkdir -p "$cache"
  exec {lock}>"$cache/lock"
  flock "$lock"
  if [[ ! -e $image/root.img ]]; then
    ((EUID == 0)) || fail "making the image needs root; run once: sudo hack/vm image"
    ensure_tools mmdebstrap=mmdebstrap mke2fs=e2fsprogs
    say "making the image, once; this takes a few minutes"
    local draft
    draft=$(mktemp -d "$cache/draft.XXXXXX")
    # The root file system must be traversable by the users in it.
    chmod 0755 "$draft"
    trap 'rm -rf -- "$draft"' EXIT
    build_image "$draft"
    mv -T "$draft" "$image"
    trap - EXIT
  fi
  exec {lock}>&-
}
