extension ProgramTexts {
  /// Storage networks, file servers, tuning, and what else a host may have.
  static let hardware = """
    numactl
      hint use `numactl --hardware`
      -Hs --hardware --show
      needs -H -s --hardware --show
    numastat
      -cmnpsv
      takes WORD*
    tuned-adm
      verb active list recommend verify
    cpupower
      verb frequency-info idle-info info
        -pfolmdgs
    multipath
      hint use `multipath -ll`
      -l -ll
      needs -l
      takes WORD?
    multipathd
      verb show
        takes WORD*
    iscsiadm
      hint use `iscsiadm -m session`
      -m=session|node -P=NUMBER
      needs -m
    exportfs
      hint use `exportfs -v`
      -v
      needs -v
    nfsstat
      -csnrm234lv
    nfsiostat
      check interval
      takes NUMBER? NUMBER?
    rpcinfo
      hint use `rpcinfo -p`
      -ps
      needs -p -s
    showmount
      -ead
      takes HOST?
    smbstatus
      -bvpSLd
    cloud-init
      verb status
        -l --long --format=json|yaml|tabular
    snapper
      -c=WORD --config=WORD
      verb list list-configs
    drbdadm
      verb status role dstate cstate
        takes WORD?
    pwck grpck
      hint use it with -r
      -rq
      needs -r
    ipmitool
      hint use `ipmitool sel list` or `ipmitool sdr`
      verb sdr sensor
        verb -
        verb list elist
          takes WORD?
      verb sel
        verb list elist info
          takes WORD*
      verb chassis
        verb status
      verb fru mc
        verb -
        verb print info
    edac-util
      -sv --status --verbose
    mcelog
      hint use `mcelog --client`
      --client
      needs --client
    acpi
      -abtcVi
    vcgencmd
      verb measure_temp measure_volts get_throttled get_mem version
        takes WORD?
    rtcwake
      asks : sets the machine's wake-up; use `timedatectl`
    hwclock
      hint use `hwclock -r`
      -rv --show --verbose
      needs -r --show
    gpustat
    rocm-smi
      --showtemp --showuse --showmeminfo=WORD -a
    kmod
      verb list
    lsinitramfs lsinitrd
      -l
      takes FILE?
    grubby
      hint use `grubby --info=ALL`
      --info=TEXT --default-kernel --default-index --default-title
    efibootmgr
      -v --verbose
    mokutil
      --sb-state --list-enrolled
    uuidgen
      -rt
    factor
      takes NUMBER*
    nohup logger wall write mesg tput reset clear stty
      asks : changes a terminal, sends messages or stays behind; leave it out
    tar-split ansible-playbook puppet chef-client salt salt-call
      asks : changes hosts; ask a human
    logwatch aide rkhunter chkrootkit lynis clamscan
      asks : writes reports and databases of its own; ask a human
    """
}
