extension ProgramTexts {
  /// systemd and the services of a host.
  static let services = """
    systemctl
      -alqr -t=WORD -p=TEXT -n=NUMBER -o=short|short-iso|short-full|short-precise|cat|json|verbose --all --full --no-pager --no-legend --plain --quiet
      --failed --user --system --type=WORD --state=WORD --property=TEXT --value --lines=NUMBER --output=short|short-iso|short-full|short-precise|cat|json|verbose|json-pretty
      --reverse --after --before --recursive --legend=true|false --show-types --with-dependencies --timestamp=WORD --no-ask-password
      not -H --host -M --machine : goes to another host or container
      not --root --image : works on another system's files
      not --now --force -f --runtime : changes units
      hint use `systemctl status`, `show`, `cat` or `list-units`
      verb -
      verb status show cat list-units list-unit-files list-timers list-sockets list-dependencies list-jobs list-machines list-mounts list-paths
        takes WORD*
      verb is-active is-enabled is-failed get-default is-system-running   whoami
        takes WORD*
    service
      hint use `service NAME status`
      check service
      --status-all
      takes WORD? WORD?
    rc-status
      -as
    rc-service
      check service
      takes WORD WORD
    initctl
      verb list status version
        takes WORD?
    launchctl
      verb list print
        takes WORD?
    journalctl
      hint use `journalctl -n 100 --no-pager` with -u, -p, --since or -k
      -aelmrqxk -n[NUMBER] -b[TEXT] -u=WORD -p=WORD -S=TEXT -U=TEXT -o=WORD -t=WORD -g=TEXT -N -F=WORD -c=TEXT -i=FILE -D=NAME -T=WORD
      --no-pager --all --full --no-full --pager-end --lines[NUMBER] --boot[TEXT] --unit=WORD --user-unit=WORD --priority=WORD --since=TEXT --until=TEXT
      --output=WORD --output-fields=TEXT --identifier=WORD --grep=TEXT --case-sensitive[yes|no] --dmesg --reverse --quiet --catalog --no-hostname --utc
      --list-boots --disk-usage --fields --field=WORD --header --merge --system --user --no-tail --facility=WORD --cursor=TEXT --after-cursor=TEXT
      --show-cursor --truncate-newline --directory=NAME --file=FILE --verify --exclude-identifier=WORD --list-catalog
      -NUMBER
      not -f --follow : never ends; use `journalctl -n 100 --no-pager`
      not --vacuum-size --vacuum-time --vacuum-files : deletes logs
      not --rotate --flush --sync --relinquish-var --smart-relinquish-var : changes where the logs are kept
      not --cursor-file --update-catalog --setup-keys : writes a file
      not -M --machine --root --image : goes to another system
      check journal-fields
      takes TEXT*
    loginctl
      hint use `loginctl list-sessions`
      -al --no-pager --no-legend --all --full -p=WORD --property=WORD --value -n=NUMBER -o=WORD
      verb -
      verb list-sessions list-users list-seats session-status user-status show-session show-user seat-status show-seat
        takes WORD*
    timedatectl
      hint use `timedatectl status`
      --no-pager --all -a -p=WORD --property=WORD --value
      verb -
      verb status show list-timezones timesync-status show-timesync
    hostnamectl
      hint use `hostnamectl status`
      --json=short|pretty|off --no-pager --static --transient --pretty
      verb -
      verb status
    resolvectl systemd-resolve
      hint use `resolvectl status`
      --no-pager --legend=yes|no -46 --status --statistics
      verb -
      verb status statistics dns domain default-route llmnr mdns dnssec nta
        takes WORD?
      verb query
        takes HOST+
    networkctl
      --no-pager --no-legend -al --all --full -s --stats --json=short|pretty|off
      verb -
      verb list status lldp
        takes WORD*
    machinectl
      --no-pager
      verb list status show list-images
        takes WORD*
    bootctl
      --no-pager
      verb status list
    busctl
      --no-pager --no-legend --user --system --json=short|pretty --list
      verb list tree introspect status get-property
        takes TEXT*
    coredumpctl
      --no-pager --no-legend -r -1 -n=NUMBER --since=TEXT --until=TEXT -S=TEXT -U=TEXT --reverse -q --json=short|pretty
      verb -
      verb list info
        takes WORD*
    systemd-analyze
      --no-pager --user --system --order --require
      verb -
      verb time blame critical-chain unit-paths calendar timespan timestamp security  syscall-filter
        takes TEXT*
    systemd-cgls systemd-detect-virt systemd-path
      plain
      -alkqvcr --no-pager --all --full --vm --container
      takes WORD*
    systemd-cgtop
      hint use `systemd-cgtop -b -n 1`
      -bpctmirk1 -n=NUMBER -d=NUMBER --batch --iterations=NUMBER --depth=NUMBER
      needs -b --batch
      needs -n --iterations
    nginx
      hint use `nginx -T`, `-t` or `-V`
      -tTvVqh
      not -c -p -g : takes another configuration, which may load programs
      needs -t -T -v -V
    apachectl apache2ctl httpd apache2
      hint use `apachectl -S`, `-t` or `-M`
      words
      -t -S -M -V -v -l -L -D=DUMP_VHOSTS|DUMP_MODULES|DUMP_RUN_CFG|DUMP_INCLUDES
      verb -
        needs -t -S -M -V -v -l -L
      verb configtest
    sshd
      hint use `sshd -T` or `sshd -t`
      -tTV -f=/etc/ssh/* -C=TEXT
      needs -t -T -V
    postconf
      hint use `postconf NAME`
      -ndMPmlfxH
      not -e -# -X -F -c : changes the configuration or reads another one
      check no-equals
      takes WORD*
    postqueue
      hint use `postqueue -p`
      -pj
      needs -p -j
    mailq
      plain
    postfix
      verb status
    named-checkconf
      -zxj
      takes /etc/*?
    named-checkzone
      takes WORD FILE
    haproxy
      hint use `haproxy -c -f FILE`
      -cvV -f=/etc/haproxy/*
      needs -c -v -vv
    varnishstat
      -1 -j -f=TEXT
      needs -1
    php-fpm php-fpm7.4 php-fpm8.0 php-fpm8.1 php-fpm8.2 php-fpm8.3 php-fpm8.4
      -tvm
      not -i : shows the environment, which holds secrets
      needs -t -v -m
    mysqladmin redis-cli mysql mariadb psql mongo mongosh sqlite3 cqlsh influx clickhouse-client mysqldump pg_dump etcdctl ldapsearch sqlcmd sqlplus
      --version
      asks : sends text in a language that can change data, or reads all of it; ask a human
    pg_isready
      -q -h=HOST -p=NUMBER -d=WORD -U=WORD -t=NUMBER --quiet --host=HOST --port=NUMBER --timeout=NUMBER
      check database-name
    pg_lsclusters pg_config
      -hj --version --bindir --sharedir --sysconfdir
    rabbitmqctl
      -q --quiet -n=WORD --formatter=WORD -p=WORD
      verb status list_queues list_exchanges list_bindings list_connections list_channels list_consumers cluster_status list_vhosts list_users list_permissions
        check host-filter
        takes WORD*
    rabbitmq-diagnostics
      -q --quiet -n=WORD
      verb status ping check_running check_local_alarms check_port_listener alarms listeners memory_breakdown cluster_status version
        check host-filter
        takes WORD*
    redis-server mysqld mariadbd mongod postgres etcd memcached prometheus traefik caddy
      hint only its version may be asked
      --version
      needs --version
    supervisorctl
      verb status
        takes WORD*
    fail2ban-client
      hint use `fail2ban-client status`
      verb status ping version
        takes WORD?
      verb banned
    chronyc
      hint use `chronyc tracking`
      -nacv
      verb tracking sources sourcestats activity serverstats rtcdata ntpdata clients
        -vna
        takes HOST?
    ntpq
      hint use `ntpq -pn`
      -pn46 -c=rv|peers|associations|pe|as|sysinfo|kerninfo|lpeers
      needs -p -c
    ntpstat
      plain
    lpstat
      -artdsovuW -p[WORD]
    virsh
      -q -r --readonly --quiet -c=qemu:///system|qemu:///session
      verb list dominfo domstate nodeinfo pool-list net-list vol-list domblklist domiflist domstats capabilities version pool-info vol-info net-info snapshot-list domblkinfo hostname uri
        --all --inactive --details --title --name --state-running --uuid
        takes WORD*
    logrotate
      hint use `logrotate -d FILE`
      -dv --debug --verbose
      needs -d --debug
      takes /etc/*+
    keepalived pacemakerd corosync
      asks : is a service; use `systemctl status`
    pcs crm_mon
      -1Anrf
      verb status
        takes WORD*
      verb -
        needs -1
    glances-status monit
      verb status summary
        takes WORD?
    vault consul nomad
      hint it talks to a service that holds secrets; only its version may be asked
      verb version
    """
}
