/// Which files are secrets, as lists to read and extend.
///
/// `/a/b` is that place and all below it, `~/a` the same in every home folder, and a bare name is that name anywhere.
/// `*` and `?` are wildcards within one name.
enum SensitivePathRules {
  /// Never shown, nor named.
  static let secrets = """
    /etc/shadow* /etc/gshadow* /etc/sudoers* /etc/security/opasswd /etc/master.passwd /etc/spwd.db /var/backups/*shadow*
    /etc/ssh/ssh_host_*_key /etc/ssl/private /etc/pki/tls/private /etc/letsencrypt/live/*/privkey* /etc/letsencrypt/archive
    /etc/letsencrypt/keys /etc/letsencrypt/accounts /etc/wireguard /etc/openvpn/*.key /etc/ipsec.secrets /etc/ipsec.d/private
    /etc/ppp/*secrets /etc/NetworkManager/system-connections /etc/wpa_supplicant
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
    ~/.lesshst ~/.config/fish/fish_history ~/.local/share/fish
    .ssh .gnupg .aws .kube .password-store .env .env.* .envrc *.env .netrc _netrc .pgpass .git-credentials .htpasswd
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

  /// Named, but never read: devices, and names that stand for other files.
  static let unreadable = """
    /dev/sd* /dev/hd* /dev/vd* /dev/xvd* /dev/nvme* /dev/mmcblk* /dev/md* /dev/dm-* /dev/mapper /dev/disk /dev/block
    /dev/loop* /dev/sr* /dev/ram* /dev/zram* /dev/nbd* /dev/rbd* /dev/zvol /dev/raw /dev/bus /dev/fd /dev/fb* /dev/kmsg
    /dev/tty* /dev/pts /dev/console /dev/vcs* /dev/input /dev/hidraw* /dev/snd /dev/video* /dev/mqueue /dev/shm
    /dev/zero /dev/full /dev/random /dev/urandom /dev/tcp /dev/udp /dev/watchdog* /dev/net /dev/kvm /dev/fuse /dev/rdisk* /dev/disk*
    /proc/*/fd /proc/*/cwd /proc/*/map_files /proc/*/root /proc/*/exe /proc/sysrq-trigger /proc/*/pagemap /proc/*/clear_refs
    """

  /// Public parts of secret places.
  static let exceptions = """
    ~/.ssh/config ~/.ssh/*.pub *.pub .env.example .env.sample .env.template .env.dist *.example
    /etc/ssl/certs /etc/pki/tls/certs /etc/pki/ca-trust /usr/share /usr/lib /usr/local/share/ca-certificates /usr/include
    /etc/letsencrypt/live/*/fullchain.pem /etc/letsencrypt/live/*/cert.pem /etc/letsencrypt/live/*/chain.pem
    fullchain*.pem chain*.pem cert*.pem *cert.pem *.crt.pem ca*.pem *-ca.pem
    /etc/apt /etc/netplan /etc/pam.d /etc/pki/rpm-gpg /var/lib/dpkg
    """
}
