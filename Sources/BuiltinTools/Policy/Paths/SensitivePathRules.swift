/// Which files are secrets, as lists to read and extend.
///
/// `/a/b` is that place and all below it, `~/a` the same in every home folder, and a bare name is that name anywhere.
/// `*` and `?` are wildcards within one name.
enum SensitivePathRules {
  /// Never shown, nor named.
  static let secrets = """
    /etc/shadow* /etc/gshadow* /etc/sudoers* /etc/security/opasswd /etc/master.passwd /etc/spwd.db /var/backups/*shadow*
    /etc/ssh/ssh_host_*_key /etc/ssl/private /usr/lib/ssl/private /etc/pki/tls/private /etc/letsencrypt/live/*/privkey* /etc/letsencrypt/archive
    /etc/letsencrypt/keys /etc/letsencrypt/accounts /etc/wireguard /etc/openvpn/*.key /etc/ipsec.secrets /etc/ipsec.d/private
    /etc/ppp/*secrets /etc/NetworkManager/system-connections /etc/wpa_supplicant
    /etc/hostapd /etc/luks-keys /etc/cryptsetup-keys.d /etc/sssd/sssd.conf /etc/sssd/conf.d
    /etc/ldap.secret /etc/msmtprc /etc/krb5kdc /var/kerberos/krb5kdc /var/lib/krb5kdc /var/lib/tailscale
    /etc/krb5.keytab /etc/mysql/debian.cnf /etc/postfix/sasl* /etc/dovecot/private /etc/exim4/passwd* /etc/samba/smbpasswd
    /etc/kubernetes/admin.conf /etc/kubernetes/super-admin.conf /etc/kubernetes/pki /etc/kubernetes/*.conf
    /etc/rancher/k3s/k3s.yaml /etc/docker/key.json /etc/docker/certs.d /etc/cloud/cloud.cfg.d/*secret*
    /etc/security/keytab* /etc/grub.d/*password* /etc/vault* /etc/gitlab/gitlab-secrets.json /etc/munge /etc/chef/*.pem
    /var/lib/kubelet/pki /var/lib/kubelet/pods /var/lib/kubelet/config.json /var/lib/rancher/k3s/server
    /var/lib/docker/swarm /var/lib/docker/containers/*/config* /var/lib/docker/containers/*/env*
    /var/lib/samba/private /var/lib/sss/secrets /var/lib/NetworkManager/secret* /var/lib/cloud/instance* /var/lib/etcd
    /var/lib/bluetooth /var/lib/systemd/credential* /var/lib/jenkins/secrets /var/lib/jenkins/credentials.xml
    /var/lib/AccountsService/users /var/spool/cron/*/*.secret /var/run/secrets /run/secrets /run/credentials /run/user
    /proc/*/environ /proc/*/mem /proc/*/auxv /proc/*/task/*/environ /proc/*/task/*/mem /proc/kcore /proc/kmsg /proc/keys
    /dev/mem /dev/kmem /dev/port
    ~/.ssh ~/.gnupg ~/.aws ~/.azure ~/.kube ~/.docker ~/.config/gcloud ~/.config/gh ~/.config/hub ~/.config/op
    ~/.config/doctl ~/.config/rclone ~/.config/containers/auth.json ~/.config/google-chrome ~/.config/chromium
    ~/.config/BraveSoftware ~/.config/microsoft-edge ~/.config/vivaldi ~/.config/opera ~/.config/git/credentials
    ~/.config/sops ~/.config/age ~/.config/Signal ~/.config/Slack ~/.config/Code/User/globalStorage ~/.config/anthropic
    ~/.config/github-copilot ~/.config/openai ~/.mozilla ~/.thunderbird ~/.cache/mozilla ~/.password-store
    ~/.local/share/keyrings ~/.local/share/kwalletd ~/.local/share/gnupg ~/.gnome2/keyrings ~/.pki ~/.cert ~/.vault-token
    ~/.claude ~/.claude.json ~/.codex/auth.json ~/.gemini ~/.terraform.d ~/.oci ~/.ibmcloud ~/.databrickscfg ~/.boto ~/.s3cfg
    ~/.my.cnf ~/.mylogin.cnf ~/.pgpass ~/.psqlrc ~/.m2/settings* ~/.gradle/gradle.properties ~/.cargo/credentials*
    ~/.gem/credentials ~/.nuget/NuGet ~/.composer/auth.json ~/.config/composer/auth.json ~/.npmrc ~/.yarnrc* ~/.pypirc
    ~/.smbcredentials ~/.subversion/auth ~/.purple ~/.electrum ~/.bitcoin ~/.ethereum ~/Library/Keychains ~/.irssi
    ~/Library/Cookies ~/Library/Safari ~/Library/Messages ~/Library/Mail ~/.bash_history ~/.zsh_history ~/.*_history ~/.viminfo
    ~/.vnc/passwd ~/.msmtprc ~/.fetchmailrc ~/.fly ~/.config/hcloud ~/.config/ngrok ~/.ngrok2 ~/.config/filezilla ~/.filezilla
    ~/.lesshst ~/.config/fish/fish_history ~/.local/share/fish
    .ssh .gnupg .aws .kube .password-store .env .env.* .envrc *.env .netrc _netrc .pgpass .git-credentials .htpasswd
    krb5cc_* hs_ed25519_secret_key .msmtprc .fetchmailrc
    .vault-token .vault_pass* .dockercfg .npmrc .pypirc .my.cnf .s3cfg .boto .smbcredentials .mylogin.cnf .rhosts
    id_rsa* id_dsa* id_ecdsa* id_ed25519* id_xmss* *_rsa *_ed25519 *_ecdsa ssh_host_*_key
    *.pem *.key *.p12 *.pfx *.jks *.keystore *.kdbx *.kdb *.ppk *.asc *.gpg *.keytab *.ovpn *.kubeconfig kubeconfig *.p8
    credentials* *credentials.json *credential*.json *.credentials service-account*.json service_account*.json
    secrets.* secret.* *secrets.y*ml *secret.y*ml secrets *.secret *.secrets client_secret* token token.* *.token *_token
    access_tokens* auth.json passwords* password* passwd- shadow shadow- shadow.* gshadow* sudoers *.tfstate *.tfstate.*
    terraform.tfvars *.auto.tfvars wp-config.php* .htdigest master.key vault.y*ml vault-password* *.tfvars
    logins.json key3.db key4.db cookies.sqlite cookies.binarycookies login.keychain* *.keychain *.keychain-db
    .bash_history .zsh_history .mysql_history .psql_history .python_history .rediscli_history .sqlite_history .node_repl_history
    """

  /// Named, but never read: devices, names that stand for other files, and secrets that lie among plain files.
  static let unreadable = """
    /dev/sd* /dev/hd* /dev/vd* /dev/xvd* /dev/nvme* /dev/mmcblk* /dev/md* /dev/dm-* /dev/mapper /dev/disk /dev/block
    /dev/loop* /dev/sr* /dev/ram* /dev/zram* /dev/nbd* /dev/rbd* /dev/zvol /dev/raw /dev/bus /dev/fd /dev/fb* /dev/kmsg
    /dev/tty* /dev/pts /dev/console /dev/vcs* /dev/input /dev/hidraw* /dev/snd /dev/video* /dev/mqueue /dev/shm
    /dev/zero /dev/full /dev/random /dev/urandom /dev/tcp /dev/udp /dev/watchdog* /dev/net /dev/kvm /dev/fuse /dev/rdisk* /dev/disk*
    /dev/sg* /dev/st? /dev/nst* /dev/drbd* /dev/bcache* /dev/pmem* /dev/mtd* /dev/initctl /dev/tpm* /dev/vg* /dev/cdrom
    /sys/kernel/debug /sys/kernel/tracing /etc/wpa_supplicant.conf /etc/nslcd.conf
    /proc/*/task/*/fd /proc/*/task/*/cwd /proc/*/task/*/root /proc/*/task/*/exe /proc/*/task/*/map_files
    /proc/*/fd /proc/*/cwd /proc/*/map_files /proc/*/root /proc/*/exe /proc/sysrq-trigger /proc/*/pagemap /proc/*/clear_refs
    """

  /// Of the places above, those with nothing below them, so that `/proc/*/comm` meets none.
  static let singleFiles = Set(
    list(
      """
      /proc/kcore /proc/kmsg /proc/keys /proc/sysrq-trigger /proc/*/environ /proc/*/mem /proc/*/auxv /proc/*/pagemap
      /proc/*/clear_refs /proc/*/exe /proc/*/task/*/environ /proc/*/task/*/mem /proc/*/task/*/exe
      """))

  /// Of what lies directly below /dev, what may be read; the rest is a device.
  static let readableDevices: Set<String> = ["null", "stdin", "stdout", "stderr"]

  /// Secret whatever the exceptions say.
  static let withoutException = "/usr/lib/ssl/private /etc/apt/auth.conf*"

  /// Places with certificates and public keys: open are files with the endings below.
  static let certificatePlaces = """
    /etc/ssl/certs /etc/pki/tls/certs /etc/pki/ca-trust /etc/pki/rpm-gpg /etc/apt /usr/local/share/ca-certificates
    """
  static let certificateEndings = "*.pem *.crt *.gpg *.asc"

  /// Places of the distribution's own files, whose names are no secrets, but for the endings below.
  static let publicPlaces = "/usr/share /usr/lib /usr/include /etc/netplan /etc/pam.d /var/lib/dpkg"
  static let keyEndings = "*.key *.p12 *.pfx *.jks *.keystore"

  /// What reads of whole folders leave out: names that only files with secrets have.
  static let leftOut = list(
    """
    .env .env.* *.env .envrc .netrc _netrc .pgpass .git-credentials .htpasswd .vault-token .vault_pass* .dockercfg .npmrc
    .pypirc .my.cnf .mylogin.cnf .s3cfg .boto .smbcredentials .msmtprc id_rsa* id_dsa* id_ecdsa* id_ed25519* *_rsa *_ed25519
    *_ecdsa ssh_host_*_key *.pem *.key *.p12 *.pfx *.p8 *.jks *.keystore *.kdbx *.kdb *.ppk *.keytab *.ovpn *.kubeconfig
    auth.conf kubeconfig credentials credentials.json *.credentials service-account*.json service_account*.json secrets.y*ml
    secrets.json client_secret* *.token access_tokens* auth.json shadow shadow- gshadow* *.tfstate *.tfstate.* *.tfvars
    wp-config.php* master.key logins.json key4.db .*_history krb5cc_* hs_ed25519_secret_key
    """)
  static let leftOutFolders = list(".ssh .gnupg .aws .azure .kube .docker .password-store")

  /// Endings of sources and logs: a search for these alone meets no secret file that is known.
  static let harmlessEndings = Set(
    list("log py swift c h cc cpp hpp cs m mm go rs js jsx ts tsx java kt scala rb pl sh lua html css scss vue md rst"))

  private static func list(_ text: String) -> [String] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
  }

  /// Public parts of secret places.
  static let exceptions = """
    ~/.ssh/config ~/.ssh/*.pub *.pub .env.example .env.sample .env.template .env.dist *.example
    /etc/letsencrypt/live/*/fullchain.pem /etc/letsencrypt/live/*/cert.pem /etc/letsencrypt/live/*/chain.pem
    fullchain*.pem chain*.pem cert*.pem *cert.pem *.crt.pem ca*.pem *-ca.pem
    """
}
