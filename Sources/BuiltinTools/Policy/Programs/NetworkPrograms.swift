extension ProgramTexts {
  /// Network state of the host. What sends anything outside does not run by itself: data could leave with it.
  static let network = """
    ip
      language ip
    ss
      -hVnralomeipbsutdwxZHOQ460SM -f=WORD -A=TEXT --numeric --resolve --all --listening --options --memory --extended --info --processes --summary --tcp --udp --raw
      --unix --no-header --oneline --ipv4 --ipv6 --family=WORD --query=TEXT --context --tipcinfo --threads -T --cgroup --inet-sockopt --no-queues
      not -K --kill : closes connections
      not -D --diag : writes a file
      not -F --filter : reads a filter from a file; write the filter out
      not -N --net : enters another name space
      not -E --events : never ends; use `ss -tan`
      check host-filter
      takes TEXT*
    netstat
      -aAtuwxnlpreigosMNWv46Z --all --tcp --udp --raw --unix --numeric --listening --programs --program --route --interfaces --statistics --extend --timers --wide
      --numeric-hosts --numeric-ports --symbolic --groups --verbose -f=WORD
      not -c --continuous : never ends; use it once
    ifconfig
      -asv
      takes WORD?
    iwconfig
      takes WORD?
    route
      -n46e --numeric --extend
    arp
      -aenv -i=WORD
      takes HOST?
    ethtool
      -iSkgalcmTn --driver --statistics --show-features --show-ring --show-pause --show-coalesce --module-info --show-time-stamping
      takes WORD
    nstat
      hint it keeps a history in a file, but with -s: use `nstat -asz`
      -asz --nooutput --zeros --json -j --noupdate --ignore
      needs -s --noupdate
      takes WORD*
    mii-tool
      -v
      takes WORD*
    bridge
      verb link fdb vlan mdb
        -djsp
        verb -
        verb show list
          takes WORD*
    brctl
      verb show showmacs showstp
        takes WORD*
    nmcli
      hint use `nmcli device status`
      -tpc -f=TEXT -g=TEXT -m=WORD -e=WORD --terse --pretty --fields=TEXT --get-values=TEXT --mode=WORD --colors=no|auto
      verb -
      verb general g
        verb -
        verb status permissions hostname
      verb device dev d
        verb -
        verb status show
          takes WORD*
      verb connection con c
        verb -
        verb show
          --active
          takes WORD*
      verb networking radio
        verb -
    iw
      verb dev
        verb -
      verb list
    nft
      hint use `nft list ruleset`
      -anjsy
      verb list
        -anjs
        check plain-words
        takes WORD*
    iptables ip6tables
      hint use `iptables -L -n -v` or `iptables -S`
      -LSnvx -t=filter|nat|mangle|raw|security --line-numbers --list --list-rules --numeric --verbose --table=filter|nat|mangle|raw|security --exact -w[NUMBER]
      needs -L -S --list --list-rules
      takes WORD? NUMBER?
    iptables-save ip6tables-save
      -c -t=filter|nat|mangle|raw|security
    ipset
      verb list
        -tns
        takes WORD?
    ufw
      hint use `ufw status verbose`
      verb status
        takes verbose|numbered?
      verb version
      verb app
        verb list
        verb info
          takes WORD
      verb show
        takes raw|added|listening|builtins|before-rules|user-rules|after-rules|logging-rules
    firewall-cmd
      hint use `firewall-cmd --list-all`
      --state --list-all --list-all-zones --list-services --list-ports --get-zones --get-active-zones --get-default-zone --get-services --zone=WORD --permanent
      --list-rich-rules --list-interfaces --list-sources --info-service=WORD --info-zone=WORD --query-service=WORD --query-port=WORD --list-forward-ports --list-masquerade
    ipvsadm
      -Lln --stats --rate --numeric --list
      needs -L -l --list
    conntrack
      hint use `conntrack -L`
      -LCS -p=WORD -s=WORD -d=WORD -o=WORD --list --count --stats
      needs -L -C -S --list --count --stats
    tc
      -sdj
      verb qdisc class filter
        verb show list ls
          takes WORD*
    wg
      hint use `wg show INTERFACE latest-handshakes`
      verb show
        takes WORD? latest-handshakes|endpoints|transfer|allowed-ips|peers|persistent-keepalive|listen-port?
    ping ping4 ping6
      hint use `ping -c 4 ADDRESS`
      -nqv46OD -c=NUMBER -i=NUMBER -W=NUMBER -w=NUMBER -t=NUMBER -s=NUMBER -I=WORD
      not -f : floods the network
      not -p : sends data of its own
      needs -c
      takes HOST
    traceroute traceroute6 tracepath
      hint use `traceroute -n ADDRESS`
      -nIT46 -m=NUMBER -q=NUMBER -w=NUMBER -p=NUMBER -b
      takes HOST
    mtr
      hint use `mtr -r -c 5 ADDRESS`
      -rnwb46z -c=NUMBER --report --report-wide --no-dns --report-cycles=NUMBER
      needs -r --report -w --report-wide
      needs -c --report-cycles
      takes HOST
    curl
      hint only GET of `http://localhost…` is read-only
      -sSifIkvg46 -m=NUMBER -o=/dev/null -w=TEXT -H=TEXT -X=GET|HEAD --silent --show-error --include --head --fail --insecure --verbose --max-time=NUMBER --connect-timeout=NUMBER
      --output=/dev/null --write-out=TEXT --header=TEXT --request=GET|HEAD --compressed --no-progress-meter --http1.1 --http2 --noproxy=* --globoff -q
      not -L --location : follows to another host
      not -K --config : reads its options from a file
      not -T --upload-file -d --data --data-binary --data-raw --data-urlencode -F --form --json : sends data
      not -O --remote-name --remote-header-name -J -c --cookie-jar -D --dump-header --trace --trace-ascii --stderr : writes a file
      not -x --proxy --preproxy --socks5 --resolve --connect-to --interface --unix-socket : goes another way
      check curl
      takes TEXT+
    wget fetch aria2c lynx links w3m http httpie
      asks : talks to other hosts; for a local page use `curl -s http://localhost/`
    dig host nslookup drill whois kdig delv
      asks : sends names to a name server, which can carry data away; use `getent hosts NAME` for names of your own network
    ssh
      -V
      asks : connects to other hosts; use `ssh_exec` for a configured host
    scp sftp mosh telnet nc ncat netcat socat rsh rlogin ftp tftp lftp nmap masscan hping3 openvpn autossh ssh-copy-id ssh-keyscan
      asks : connects to other hosts; use `ssh_exec` for a configured host
    arping iperf iperf3 ab wrk hey siege
      asks : loads the network
    mail sendmail mailx mutt msmtp swaks
      asks : sends mail
    openssl
      words
      verb version
        -a -v -d -b
      verb x509
        -noout -text -in=CERT -dates -enddate -startdate -subject -issuer -serial -fingerprint -sha256 -sha1 -md5 -hash -purpose -email -ocsp_uri -checkend=NUMBER -inform=PEM|DER
        -nameopt=WORD -ext=TEXT -modulus -pubkey -subject_hash -issuer_hash -alias -nocert -checkhost=TEXT -checkip=TEXT -dateopt=WORD -certopt=TEXT
        not -out -signkey -CA -CAkey -req -key -set_serial : writes or signs a certificate
      verb crl
        -noout -text -in=CERT -inform=PEM|DER -issuer -lastupdate -nextupdate -fingerprint
      verb req
        -noout -text -in=CERT -inform=PEM|DER -subject -verify -pubkey -modulus
        needs -noout
        not -new -x509 -newkey -key -out -config -keyout : makes a request or a key
      verb verify
        -CAfile=CERT -CApath=NAME -untrusted=CERT -verbose -purpose=WORD -show_chain -no_check_time
        takes CERT+
      verb ciphers
        -v -V -s -tls1_2 -tls1_3
        takes TEXT?
      verb list
        -digest-commands -cipher-commands -commands -disabled -providers -verbose -digest-algorithms -cipher-algorithms -public-key-algorithms
      verb dgst sha256 sha1 md5
        -sha256 -sha1 -sha512 -md5 -r -hex
        takes FILE*
    """
}
