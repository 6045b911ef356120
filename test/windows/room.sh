#!/usr/bin/env bash
# A Debian 13 with Wine 10, in which the Windows program runs: Node 24 needs a Wine that reserves address space with
# placeholders, which Debian 12's Wine 8 does not. It is never changed after its making: every visit lays a folder of its
# own over it, sees its own mounts and processes, and leaves nothing.
#   room.sh setup                      makes the room, once
#   room.sh enter SHARED COMMAND...    runs a command in a fresh copy, with the caller's network, resolv.conf and hosts;
#                                      SHARED of the host is Z:\shared inside
#   room.sh again PROCESS COMMAND...   runs a command in the copy that the `enter` of this process id has made
set -euo pipefail
room=${CONNECTION_CHECK_WINE:-/var/cache/connection-check-wine}
variables=(HOME=/root PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 WINEPREFIX=/root/prefix WINEDEBUG=-all
  # Neither .NET nor a browser; and SnoreToast, which Wine cannot run, may end without a debugger.
  'WINEDLLOVERRIDES=mscoree=;mshtml=;winemenubuilder.exe=;winedbg.exe=')

case ${1:-} in
setup)
  [ -e "$room/.ready" ] && exit
  rm -rf --one-file-system "$room"
  # Quit by the caller's end too, and with every mount: the processes live in namespaces whose first process is this one's
  # child.
  unshare --mount --pid --fork --kill-child --mount-proc bash --norc -euc '
    mmdebstrap --quiet --variant=essential --include=wine,wine64,ca-certificates --dpkgopt=path-exclude=/usr/share/doc/* \
      trixie "$0"
    mount --rbind /dev "$0/dev"
    mount -t proc proc "$0/proc"
    exec chroot "$0" env -i "$@"' "$room" "${variables[@]}" sh -ec '
      exec >/dev/null 2>&1
      wineboot -i
      # Node refuses to run on anything before Windows 10.
      wine reg add "HKCU\\Software\\Wine" /v Version /d win10 /f
      wineserver -w'
  touch "$room/.ready"
  ;;
enter)
  shared=$(realpath "$2")
  shift 2
  exec unshare --mount --pid --fork --kill-child bash --norc -euc '
    room=$0 shared=$1; shift
    mount -t tmpfs copy /mnt
    mkdir /mnt/{upper,work,root}
    mount -t overlay overlay -o "lowerdir=$room,upperdir=/mnt/upper,workdir=/mnt/work" /mnt/root
    mkdir -p /mnt/root/shared /tmp/.X11-unix /mnt/root/tmp/.X11-unix
    mount --rbind "$shared" /mnt/root/shared
    mount --bind /tmp/.X11-unix /mnt/root/tmp/.X11-unix
    mount --rbind /dev /mnt/root/dev
    mount -t proc proc /mnt/root/proc
    cp --dereference /etc/resolv.conf /etc/hosts /mnt/root/etc
    exec chroot /mnt/root env -i "$@"' "$room" "$shared" "${variables[@]}" ${DISPLAY:+"DISPLAY=$DISPLAY"} "$@"
  ;;
again)
  process=$2
  shift 2
  exec nsenter --mount="/proc/$process/ns/mnt" --pid="/proc/$process/ns/pid_for_children" \
    chroot /mnt/root env -i "${variables[@]}" ${DISPLAY:+"DISPLAY=$DISPLAY"} "$@"
  ;;
*)
  sed -n '2,9s/^# \?//p' "$0"
  exit 2
  ;;
esac
