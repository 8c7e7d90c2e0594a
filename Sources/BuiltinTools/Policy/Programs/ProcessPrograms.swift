extension ProgramTexts {
  /// Processes, memory, users, and what the system says of itself.
  static let processes = """
    ps
      language ps
    pgrep
      plain tame
      -acflnovxiLw -d=TEXT -g=WORD -G=WORD -P=NUMBER -s=WORD -t=WORD -u=WORD -U=WORD -F=FILE -r=WORD --count --delimiter=TEXT --list-name
      --list-full --full --newest --oldest --parent=NUMBER --euid=WORD --uid=WORD --exact --inverse --ignore-case --older=NUMBER
      takes TEXT?
    pidof
      plain tame
      -sqxc -o=NUMBER
      takes WORD+
    pstree
      -AacglhnNpStTuUZs -H=NUMBER --arguments --show-pids --long --show-parents --ascii --numeric-sort --uid-changes
      takes WORD?
    pmap
      -xXdqpA
      takes NUMBER+
    pwdx
      takes NUMBER+
    top
      hint use `top -b -n 1`
      -bcHiSs1 -n=NUMBER -d=NUMBER -p=NUMBER -o=WORD -u=WORD -U=WORD -w=NUMBER -E=k|m|g|t|p|e -e=k|m|g|t|p
      needs -b
      needs -n
    htop atop btop glances iotop iftop nethogs nload bmon slabtop powertop
      asks : fills a terminal and never ends; use `top -b -n 1`, `ps aux` or `ss -s`
    free
      -bkmghltvw --bytes --kilo --mega --giga --kibi --mebi --gibi --human --lohi --total --wide --si -b
      not -s --seconds -c --count : repeats; use `free` once
    vmstat
      hint use `vmstat 1 5`
      -afmnstdDw -S=k|K|m|M -p=WORD --active --slabs --stats --disk --wide --timestamp --disk-sum
      check interval
      takes NUMBER? NUMBER?
    iostat
      hint use it with an interval and a count, such as `iostat -x 1 3`
      -cdhkmNstxyz -p=TEXT -g=WORD -o=JSON --human --pretty --dec=NUMBER
      check interval
      takes WORD? WORD? WORD?
    mpstat
      hint use it with an interval and a count, such as `mpstat 1 3`
      -AnTu -P=TEXT -I=TEXT -N=TEXT -o=JSON --dec=NUMBER
      check interval
      takes NUMBER? NUMBER?
    pidstat
      hint use it with an interval and a count, such as `pidstat 1 3`
      -dHhIlRrstuVvw -p=TEXT -C=TEXT -G=TEXT -T=WORD -U[WORD] --human --dec=NUMBER
      not -e : starts a program
      check interval
      takes NUMBER? NUMBER?
    sar
      hint use it with an interval and a count, such as `sar -u 1 3`
      -AbBdFHhpqRrSuVvWwxyzt -P=TEXT -n=TEXT -s=TEXT -e=TEXT -f=FILE -I=TEXT -m=TEXT -i=NUMBER --human --pretty --dec=NUMBER
      not -o : writes a file
      check interval
      takes NUMBER? NUMBER?
    uptime
      -psV --pretty --since
    w
      -hsfoiu --no-header --short --from --ip-addr
      takes WORD?
    who users
      -abdHlmpqrstTuw --all --boot --heading --login --count --short
      takes WORD? WORD?
    whoami tty arch nproc
      plain tame
      --all --ignore=NUMBER
    logname
      tame
    last lastb lastlog
      -adFiRwx -NUMBER -n=NUMBER -s=TEXT -t=TEXT -p=TEXT -u=WORD -b=NUMBER --limit=NUMBER --since=TEXT --until=TEXT --fulltimes --dns --hostlast
      --user=WORD --time=NUMBER --before=NUMBER
      takes WORD*
    id
      plain tame
      -agGnruzZ --user --group --groups --name --real --zero
      takes WORD*
    groups members
      takes WORD*
    uname
      plain tame
      -asnrvmpio --all --kernel-name --nodename --kernel-release --kernel-version --machine --processor --operating-system
      --hardware-platform
    hostname
      plain tame
      hint use `hostname` alone
      -fsdiIAay --fqdn --short --domain --ip-address --all-ip-addresses --all-fqdns --long --alias
      not -F -b --file --boot : sets the host name
    domainname nisdomainname ypdomainname dnsdomainname
      plain
    date
      plain tame
      -uR -I[date|hours|minutes|seconds|ns] -d=TEXT -r=NAME --utc --universal --date=TEXT --reference=NAME --rfc-email --iso-8601[date|hours|minutes|seconds|ns]
      --rfc-3339=date|seconds|ns
      not -s --set : sets the clock; use `date +FORMAT`
      not -f --file : reads a file
      check date
      takes TEXT?
    cal ncal
      -13jmsyhwbM -A=NUMBER -B=NUMBER
      takes NUMBER? NUMBER?
    getconf
      plain tame
      -a
      takes WORD? NAME?
    locale
      -akm --all-locales --charmaps
      takes WORD*
    localectl
      --no-pager
      verb -
      verb status list-locales list-keymaps list-x11-keymap-layouts
    printenv
      hint name one harmless variable, such as `printenv PATH`
      takes PATH|HOME|USER|SHELL|LANG|PWD|LOGNAME|HOSTNAME|TZ|TERM|LC_ALL|EDITOR
    env
      language env
    ulimit
      -aHScdfilmnpqrstuvxR
    lscpu lsmem lsirq
      -abcJxysnr -e[TEXT] -p[TEXT] -o=TEXT --all --extended[TEXT] --parse[TEXT] --json --output=TEXT --summary[TEXT] --noheadings --bytes
    lspci
      -vknDmtbP -vv -s=TEXT -d=TEXT -nn -nnk -mm
      not -i -H -A -O -F : reads or writes another place
      not -q -Q : asks a name server
    lsusb
      -vt -s=TEXT -d=TEXT
    lsmod
      plain
    lsns
      -nlrJ -t=WORD -o=TEXT -p=NUMBER --json --list --noheadings --output=TEXT --type=WORD
      takes NUMBER?
    lslocks lsipc lslogins
      -aJnrulmqsgci -o=TEXT -p=NUMBER --json --noheadings --output=TEXT --notruncate
      takes WORD?
    ipcs
      -amqstuplcbh
    modinfo
      -0 -F=WORD --field=WORD
      takes WORD+
    lshw
      words
      -short -businfo -json -xml -numeric -sanitize -quiet -html
      -C=WORD -class=WORD -c=WORD
    dmidecode
      -q -t=WORD -s=WORD --type=WORD --string=WORD --quiet
    hwinfo inxi
      --short --cpu --disk --memory --network -bFxzCDGImMNnSs
    sensors
      -Afuj
    nvidia-smi
      words
      -q -L -x -i=NUMBER -d=TEXT --query-gpu=TEXT --format=TEXT --query-compute-apps=TEXT --list-gpus --id=NUMBER --query --display=TEXT
      not -l -lms --loop --loop-ms : never ends; use it once
      verb -
      verb topo
        -m
      verb pmon dmon
        -c=NUMBER -s=WORD
        needs -c
    dmesg
      -HTkutxdePrS -l=WORD -f=WORD -L[auto|never] --human --ctime --level=WORD --facility=WORD --kernel --userspace --time-format=WORD
      --color[auto|never] --decode --nopager --notime --since=TEXT --until=TEXT --show-delta --reltime --raw --json -J
      not -w -W --follow --follow-new : never ends; use `dmesg | tail -n 100`
      not -c -C --clear --read-clear : clears the kernel's log; use `dmesg`
      not -n --console-level -D -E --console-on --console-off : changes what the console shows
    sysctl
      hint use `sysctl NAME` or `sysctl -a`
      -aAneNXx --all --names --values --ignore --pattern=TEXT -r=TEXT
      not -w --write -p --load --system -f : changes a kernel setting; use `sysctl NAME`
      check no-equals
      takes WORD*
    getent
      verb passwd group services protocols networks rpc netgroup initgroups ethers aliases
        takes WORD*
      verb hosts ahosts ahostsv4 ahostsv6
        takes HOST*
    chage
      hint use `chage -l USER`
      -l --list
      needs -l --list
      takes WORD
    faillog
      -a -u=WORD
    passwd
      hint use `passwd -S USER`
      -Sa --status --all
      needs -S --status
      takes WORD?
    chkconfig
      --list
    getenforce sestatus aa-status apparmor_status
      -vb --verbose --json --enabled --profiled
    getsebool
      -a
      takes WORD?
    semodule
      -l
      needs -l
    ausearch
      words
      -i -m=WORD -ts=TEXT -te=TEXT -k=WORD -p=NUMBER -ui=NUMBER -ua=WORD -c=WORD -f=TEXT -sv=WORD -x=TEXT --start=TEXT --end=TEXT --message=WORD
      --key=WORD --interpret --raw --success=yes|no
    aureport
      words
      -au -l -f -i -x -s -u -k -m -e -t --summary --failed --success --auth --login --start=TEXT --end=TEXT -ts=TEXT -te=TEXT --interpret
    auditctl
      hint use `auditctl -l`
      -ls
      needs -l -s
    crontab
      hint use `crontab -l`
      -l -u=WORD
      needs -l
    run-parts
      hint use `run-parts --test FOLDER`
      --test --list
      needs --test --list
      takes NAME
    anacron
      hint use `anacron -T`
      -T -t=FILE
      needs -T
    certbot
      asks : writes its log and takes a lock; use `openssl x509 -noout -dates -in FILE`
    systemd-delta
      --type=TEXT --no-pager --diff=WORD
      takes WORD*
    atq
      -q=WORD
    at batch
      -l
      needs -l
    sleep
      takes NUMBER
    which
      plain
      -as --all --skip-alias
      takes TEXT+
    type
      plain
      -apPt
      takes TEXT+
    whereis
      -bmsu
      takes TEXT+
    command
      hint use `command -v NAME`
      -vV
      needs -v -V
      strict
      takes WORD+
    apropos whatis
      -elrw -s=TEXT
      takes TEXT+
    history fc
      asks : shows the shell's history, which may hold secrets
    kill killall pkill skill renice chrt taskset prlimit nsenter unshare
      asks : changes processes; look at them with `ps` or `pgrep`
    shutdown reboot halt poweroff init telinit runlevel_set
      asks : stops the machine; use `uptime` or `who -b`
    runlevel
      plain
    useradd userdel usermod groupadd groupdel groupmod chpasswd chsh chfn visudo vipw adduser deluser gpasswd
      asks : changes accounts; use `getent passwd` or `id`
    modprobe insmod rmmod depmod kexec
      asks : changes the kernel; use `lsmod` or `modinfo`
    watch
      asks : repeats without end; run the command once
    yes
      asks : never ends; use `echo y`
    strace ltrace perf gdb tcpdump tshark bpftrace script screen tmux nohup setsid disown
      asks : attaches to processes, captures or stays behind; use `ps`, `ss` or `lsof`
    """
}
