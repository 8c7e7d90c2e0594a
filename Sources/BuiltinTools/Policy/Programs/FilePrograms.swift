extension ProgramTexts {
  /// Programs that look at files and file systems.
  static let files = """
    ls dir vdir
      plain
      check walk
      -aAbBcCdDfFgGhHikKlLmnNopqQrRsStuUvxXZ1@ -I=TEXT -w=NUMBER -T=NUMBER
      --all --almost-all --author --escape --ignore-backups --color[auto|never|always|none] --directory --classify[auto|never|always]
      --file-type --format=WORD --full-time --group-directories-first --no-group --human-readable --si --dereference
      --dereference-command-line --hide=TEXT --indicator-style=WORD --inode --ignore=TEXT --kibibytes --numeric-uid-gid
      --literal --quote-name --quoting-style=WORD --reverse --recursive --size --sort=WORD --time=WORD --time-style=TEXT
      --context --zero --width=NUMBER --block-size=NUMBER --show-control-chars --hyperlink[auto|never]
      takes NAME*
    find
      language find
    stat
      plain
      -LftxFnq -c=TEXT --dereference --file-system --format=TEXT --printf=TEXT --terse
      takes NAME+
    file
      -bhikLNnprsvz0 -F=TEXT --brief --mime --mime-type --mime-encoding --dereference --no-dereference --special-files --separator=TEXT
      not -C --compile : writes a magic file
      not -m --magic-file -f --files-from : reads another file
      takes NAME+
    readlink realpath
      plain
      -femnqsvzL --canonicalize --canonicalize-existing --canonicalize-missing --no-newline --quiet --zero --strip --no-symlinks
      --relative-to=NAME --relative-base=NAME --logical --physical
      takes NAME+
    basename dirname
      plain
      -az -s=TEXT --multiple --suffix=TEXT --zero
      takes TEXT+
    pwd
      -LP
    namei
      -lmnovx --long --modes --owners --vertical --mountpoints
      takes NAME+
    du
      -0abcDhHklLmPsSx -d=NUMBER -t=NUMBER -B=NUMBER -X=FILE --all --apparent-size --bytes --total --human-readable --si --summarize
      --max-depth=NUMBER --one-file-system --threshold=NUMBER --exclude=TEXT --time[TEXT] --time-style=TEXT --inodes
      --dereference --separate-dirs --block-size=NUMBER --null --count-links
      takes NAME*
    df
      plain
      -ahHiklmPTv -B=NUMBER -t=WORD -x=WORD --all --human-readable --si --inodes --local --portability --print-type
      --type=WORD --exclude-type=WORD --total --output[TEXT] --block-size=NUMBER --no-sync
      not --sync : writes back file systems; leave it out
      takes NAME*
    tree
      check walk no-dash-operand
      -adfilpsughDFqNxACSnrtcUvXJi -L=NUMBER -P=TEXT -I=TEXT --du --dirsfirst --noreport --charset=WORD --filelimit=NUMBER --si
      --prune --timefmt=TEXT --sort=WORD --inodes --device --gitignore
      not -o -R -H -T : writes files; leave it out
      takes NAME*
    lsattr
      -RadlpvV
      takes NAME*
    getfacl
      -acdeEsRLPtpn --access --default --omit-header --absolute-names --numeric --recursive
      takes NAME+
    getfattr
      -dhR -n=TEXT -m=TEXT -e=WORD --dump --name=TEXT --absolute-names
      takes NAME+
    getcap
      -rvn
      takes NAME+
    test [
      language test
    true false :
      language text
    tar bsdtar gtar
      language tar
      reads
    unzip
      hint use `unzip -l ARCHIVE`
      -lvZtq1
      needs -l -v -Z -t
      check no-dash-operand
      takes FILE TEXT*
    zipinfo
      -12smlvhtTz
      check no-dash-operand
      takes FILE TEXT*
    7z 7za 7zr
      verb l t
        words
        -slt -ba
        check no-option-file
        takes FILE
    cpio
      -tvi --list --verbose --quiet
      needs -t --list
    ar
      verb t tv p
        check no-option-file
        takes FILE
    lsblk
      -abdDfhiJlmMnOpPrsStTzA -o=TEXT -e=NUMBER -I=NUMBER -x=TEXT --all --bytes --nodeps --fs --json --list --perms --noheadings --output=TEXT
      --output-all --paths --pairs --raw --inverse --scsi --topology --sort=TEXT --ascii --discard --tree[TEXT]
      takes DEVICE*
    blkid
      -pi -o=WORD -s=TEXT -L=TEXT -U=TEXT -t=TEXT -k --output=WORD --match-tag=TEXT --probe --info --label=TEXT --uuid=TEXT
      takes DEVICE*
    findmnt
      -aACDeEfhJklnPrRsuUvmi -o=TEXT -t=WORD -O=TEXT -S=TEXT -M=NAME -T=NAME --all --ascii --df --json --kernel --list --noheadings --output=TEXT
      --target=NAME --types=WORD --source=TEXT --mtab --fstab --verify --real --submounts --raw --tree --bytes --mountpoint=NAME
      takes TEXT? NAME?
    mount
      hint use `mount` alone or `findmnt`
      -lv -t=WORD --show-labels
    mountpoint
      -dqx
      takes NAME
    fdisk
      hint use `fdisk -l`
      -lL -o=TEXT --list --output=TEXT
      needs -l --list
      takes DEVICE*
    parted
      hint use `parted -l`
      -lsm --list --script --machine
      needs -l --list
    smartctl
      -aAHixjq -l=error|selftest|xerror|xselftest|selective|directory|background|scttemp|scttempsts|scttemphist|scterc|devstat|defects|envrep|sataphy|sasphy|ssd -d=TEXT --all --xall --health --info --attributes --capabilities --scan --json -n=WORD -T=WORD -f=WORD -c
      not -t --test -s --smart -o --offlineauto -S --saveauto -X --abort : changes the disk's settings
      takes DEVICE?
    hdparm
      -IigH
      not -r : sets the disk read-only
      check no-dash-operand
      takes DEVICE+
    nvme
      verb list smart-log id-ctrl id-ns list-ns error-log list-subsys fw-log
        -vH -o=normal|json -n=NUMBER --output-format=normal|json --human-readable --verbose --namespace-id=NUMBER
        takes DEVICE*
    mdadm
      hint use `mdadm --detail DEVICE`
      --detail -D --examine -E --query -Q --brief --verbose -v --scan -s --export
      needs --detail -D --examine -E --query -Q
      takes DEVICE*
    pvs vgs lvs
      -av -o=TEXT -O=TEXT -S=TEXT --all --options=TEXT --units=WORD --noheadings --nosuffix --separator=TEXT --reportformat=WORD --sort=TEXT
      --segments --verbose --select=TEXT
      takes TEXT*
    pvdisplay vgdisplay lvdisplay
      -mcCsv --maps --colon --columns --short --units=WORD
      takes TEXT*
    pvscan vgscan lvscan lvmdiskscan
      -v
    dmsetup
      verb ls info status table deps version
        -cCv --tree --noheadings -o=TEXT --target=WORD
        takes WORD*
    zpool
      verb status list get iostat history
        -HhPpvLxTlig -o=TEXT -s
        check interval
        takes WORD*
    zfs
      verb list get
        -Hhpr -d=NUMBER -o=TEXT -t=WORD -s=TEXT -S=TEXT
        takes TEXT*
    btrfs
      verb filesystem fi
        verb show df usage du
          -hbkmgtsTdl --si --raw --human-readable
          takes NAME*
      verb subvolume sub
        verb list show get-default
          -acdgopqrstuR
          takes NAME*
      verb device dev
        verb stats usage
          takes NAME*
      verb scrub balance
        verb status
          -dR
          takes NAME*
    xfs_info
      takes NAME
    dumpe2fs
      -hb
      needs -h
      takes DEVICE
    tune2fs
      hint use `tune2fs -l DEVICE`
      -l
      needs -l
      takes DEVICE
    quota repquota
      -avsug
      takes WORD*
    swapon
      hint use `swapon --show`
      -s --show[TEXT] --summary --noheadings --bytes --raw
      needs -s --show --summary
    losetup
      hint use `losetup -l`
      -alJnO -j=NAME --all --list --json --noheadings --raw
      needs -a -l --all --list
    lsof
      -nPRltUNbKOVw -i[TEXT] -p=TEXT -u=TEXT -c=TEXT -a -s[TEXT] -d=TEXT -g[TEXT] -F[TEXT] -T[TEXT] -E -X -o -L -L1 -C -H -h -v
      not -r : repeats without end; leave it out
      not -D : writes a cache
      check lsof host-filter
      takes NAME*
    fuser
      -vmaus4 --verbose --mount --all -n=WORD --namespace=WORD
      not -k --kill : kills processes
      check host-filter no-dash-operand
      takes TEXT+
    rm rmdir unlink shred srm
      asks : deletes files; look at them with `ls -l`
    cp mv ln install rsync dd truncate fallocate touch mkdir mkfifo mknod mktemp
      asks : changes files; look at them with `ls -l` or `cat`
    chmod chown chgrp chattr setfacl setfattr setcap umask
      asks : changes permissions; look at them with `ls -l` or `stat`
    umount swapoff mkfs mke2fs mkswap wipefs fsck resize2fs partprobe cfdisk sfdisk sgdisk cryptsetup lvcreate lvremove lvextend vgcreate pvcreate
      asks : changes file systems; look at them with `lsblk -f` or `findmnt`
    zip gpg ssh-keygen
      asks : writes files or handles keys; list archives with `unzip -l`
    """
}
