#!/bin/bash
# Changes the root file system of the image while mmdebstrap makes it:
#   customize.sh before-packages|after-packages ROOT
set -euo pipefail
parts=$(dirname "${BASH_SOURCE[0]}")
root=$2

# The initrd finds the disk and nothing else: unpacking the usual one, with all
# drivers, costs an emulated processor many seconds.
before_packages() {
  mkdir -p "$root/etc/initramfs-tools/conf.d"
  printf 'MODULES=list\nCOMPRESS=lz4\n' >"$root/etc/initramfs-tools/conf.d/pelagos"
  printf '%s\n' virtio_pci virtio_blk ext4 crc32c_generic >"$root/etc/initramfs-tools/modules"
}

after_packages() {
  install -m 0755 "$parts/guest/start" "$root/usr/local/sbin/pelagos-vm"
  install -m 0644 "$parts"/guest/*.service "$root/etc/systemd/system/"
  install -m 0755 "$(node -p process.execPath)" "$root/usr/local/bin/node"
  printf 'pelagos-vm\n' >"$root/etc/hostname"
  printf '127.0.0.1 localhost pelagos-vm\n::1 localhost\n' >"$root/etc/hosts"
  printf '/dev/vda / ext4 noatime 0 0\n' >"$root/etc/fstab"
  # Fixed, so that the first boot of each run is not a "first boot".
  printf '%032x\n' 12 >"$root/etc/machine-id"
  chroot "$root" useradd --create-home --shell /bin/bash user
  mkdir -p "$root/var/lib/systemd/linger"
  : >"$root/var/lib/systemd/linger/user"
  chroot "$root" passwd --quiet --delete root
  chroot "$root" systemctl --quiet enable pelagos-vm.service
  chroot "$root" systemctl --quiet mask getty.target apt-daily.timer apt-daily-upgrade.timer \
    dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer \
    systemd-random-seed.service systemd-pstore.service containerd.service
}

case $1 in
  before-packages) before_packages ;;
  after-packages) after_packages ;;
esac
