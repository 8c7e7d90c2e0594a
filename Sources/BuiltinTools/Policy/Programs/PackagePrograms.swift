extension ProgramTexts {
  /// Package managers, in the forms that only ask.
  static let packages = """
    dpkg
      hint use `dpkg -l`, `-L`, `-S` or `-s`
      -lLsSpVCW --list --listfiles --status --search --print-avail --verify --audit --get-selections --print-architecture --print-foreign-architectures --no-pager
      -I=FILE -c=FILE --info=FILE --contents=FILE
      needs -l -L -s -S -p -V -C -I -c -W --list --listfiles --status --search --print-avail --verify --audit --get-selections --print-architecture --info --contents --print-foreign-architectures
      takes TEXT*
    dpkg-query
      -lLsSWp -f=TEXT --list --listfiles --status --search --show --print-avail --showformat=TEXT --no-pager
      takes TEXT*
    debsums
      -cesal --changed --silent --all --config
      takes WORD*
    apt
      hint use `apt list` or `apt-cache policy`
      -aqv --installed --upgradable --manual-installed --all-versions --no-color -qq
      not -o --option -c --config-file : sets options that start programs
      verb list
        takes TEXT*
      verb show search policy depends rdepends showsrc
        --names-only -n --full
        takes TEXT+
      verb policy
        takes TEXT*
    apt-cache
      hint use `apt-cache policy PACKAGE`
      -qanfi --names-only --full --installed --no-all-versions --recurse --important
      not -o --option -c --config-file : sets options that start programs
      verb policy show showpkg search depends rdepends madison pkgnames stats unmet dump showsrc
        takes TEXT*
    apt-mark
      verb showhold showmanual showauto showinstall showremove
        takes TEXT*
    apt-config
      verb dump
    apt-get
      hint use `apt-get -s upgrade` to see what an upgrade would do
      -sqyuV --simulate --just-print --dry-run --no-act --recon --quiet --assume-yes  --verbose-versions --show-upgraded
      needs -s --simulate --just-print --dry-run --no-act --recon
      not -o --option -c --config-file : sets options that start programs
      verb upgrade dist-upgrade install remove purge autoremove full-upgrade check
        takes WORD*
    aptitude
      verb search show why why-not versions
        -F=TEXT --disable-columns
        takes TEXT+
    apt-file
      verb search list find show
        -lFx
        takes TEXT+
    add-apt-repository apt-key
      asks : changes where packages come from
    update-alternatives
      hint use `update-alternatives --display NAME`
      --display --list --query --get-selections
      needs --display --list --query --get-selections
      takes WORD?
    rpm
      hint use `rpm -qa` or `rpm -qi PACKAGE`
      -qailcdRfpVsgv --query --all --info --list --configfiles --docfiles --requires --provides --whatprovides=TEXT --whatrequires=TEXT --changelog --scripts --last
      --qf=TEXT --queryformat=TEXT --file --verify --nodeps --nosignature --nodigest --triggers --conflicts --obsoletes --state
      needs -q -V --query --verify
      check rpm
      not -E --eval -D --define --pipe --root --dbpath -r --load --rcfile --macros : runs macros or works elsewhere
      takes NAME*
    microdnf
      asks : asks its servers for news; use `rpm -qa` or `rpm -qi PACKAGE`
    yum dnf tdnf
      hint use `dnf list installed` or `dnf info PACKAGE`
      -qCv --quiet --cacheonly --installed --available --updates --upgrades --enabled --disabled --all --showduplicates --security --bugfix --extras --recent --list
      verb list info search provides whatprovides repolist repoinfo check-update check-upgrade updateinfo repoquery deplist grouplist groupinfo
        --whatrequires=TEXT --whatprovides=TEXT --requires --provides -l --qf=TEXT --queryformat=TEXT --deps -a -i
        check no-package-file
        takes TEXT*
      verb history
        verb -
        verb list info
          takes WORD*
      verb module group
        verb list info
          takes WORD*
    zypper
      hint use `zypper search -i`
      -nqx --non-interactive --quiet --no-refresh --xmlout
      verb se search if info lu list-updates lp list-patches services ls packages pa patches products what-provides wp locks ll
        -isudrtx --installed-only --details --uri --unneeded --orphaned --provides --match-exact
        takes TEXT*
      verb repos lr
        -aunprdPkE --alias --uri --name --priority --refresh --details --show-enabled-only
        not -e --export : writes a file; leave it out
        takes TEXT*
      verb ps
        -s --short
        not -d --debugFile : writes a file; leave it out
    pacman
      hint use `pacman -Q`
      -Qqeildmtuokcgs --query --quiet --explicit --info --list --deps --foreign --unrequired --upgrades --owns --check --search
      needs -Q --query
      takes NAME*
    apk
      verb info list policy search version stats audit dot
        -adrsvLWteiIuqo --installed --upgradable --description --all
        takes TEXT*
    snap
      hint use `snap list`
      --unicode=auto|never|always --color=auto|never|always
      verb list
        --all
        takes WORD*
      verb info services version changes warnings connections interfaces   tasks
        --abs-time --verbose -n=NUMBER
        takes WORD*
    flatpak
      verb list info remotes history ps
        -du --app --runtime --columns=TEXT --system --user --show-details
        takes WORD*
    brew
      verb list ls deps leaves config uses
        --versions --formula --cask --installed --tree -v
        takes WORD*
    pip pip3
      hint use `pip list` or `pip show PACKAGE`
      --disable-pip-version-check --no-color -q
      verb list freeze
        -l --local --user --format=columns|freeze|json --not-required -e
      verb show
        -f --files -v
        takes WORD+
      verb check
      verb -
        -V
        needs -V
    npm yarn pnpm npx
      asks : writes logs and starts what the folder's configuration names; read package.json
    gem
      verb list
        -ladi --local --all --details
        takes TEXT?
      verb env
      verb -
        -v
        needs -v
    conda mamba
      verb list info
        -n=WORD --envs --json -e
        takes TEXT?
      verb env
        verb list
    ldd
      asks : may run the program that it looks at; use `objdump -p FILE | grep NEEDED`
    ldconfig
      hint use `ldconfig -p`
      -pv --print-cache -N -X
      needs -p --print-cache
    objdump
      -xhtTrRsdDpfCalegVwW -j=TEXT -M=TEXT --all-headers --headers --syms --demangle --wide
      not -S --source : prints the files that the object names as its sources; leave it out
      check no-option-file
      takes FILE+
    readelf nm size
      -xhtTrRsdDSpfCalenVgwunWA --headers --syms --dynamic --demangle --wide --segments --sections --program-headers --notes --size-sort
      check no-option-file
      takes FILE+
    needs-restarting
      -rs
    checkrestart
      -apv
    needrestart
      hint use `needrestart -b` or `needrestart -r l`, which only list
      -bklw -r=l
      needs -b -r
    unattended-upgrade
      hint use `unattended-upgrade --dry-run`
      asks : may install packages
    subscription-manager
      verb status identity version facts list repos
        --list --list-enabled --installed --available --consumed
    lsb_release
      -aidrcsv --all --id --description --release --codename --short
    ostree rpm-ostree
      verb status
        -v --json
      verb db
        verb list diff
          takes WORD*
    """
}
