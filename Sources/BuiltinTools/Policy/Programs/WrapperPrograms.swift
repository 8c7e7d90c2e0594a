extension ProgramTexts {
  /// Programs that only start the command behind them.
  static let wrappers = """
    timeout
      -s=WORD -k=NUMBER --signal=WORD --kill-after=NUMBER --preserve-status --foreground -v --verbose
      takes NUMBER COMMAND
    nice
      -n=NUMBER --adjustment=NUMBER -NUMBER
      takes COMMAND
    ionice
      -t -c=NUMBER -n=NUMBER --class=NUMBER --classdata=NUMBER --ignore
      takes COMMAND
    stdbuf
      -i=WORD -o=WORD -e=WORD --input=WORD --output=WORD --error=WORD
      takes COMMAND
    time
      -p
      takes COMMAND
    chronic
      asks : is not known to be read-only; run the command itself
    xargs
      language xargs
      -0rtx -n=NUMBER -L=NUMBER -P=NUMBER -I=TEXT -d=TEXT -s=NUMBER --null --no-run-if-empty --max-args=NUMBER --max-lines=NUMBER
      --max-procs=NUMBER --delimiter=TEXT --verbose
      takes COMMAND?
    sudo
      language sudo
    sh bash dash
      language sh
      asks : runs a script
    zsh ksh fish csh tcsh ash mksh busybox toybox
      asks : starts a shell; run the commands themselves
    python python2 python3
      hint its language can do anything; only its version may be asked
      -V --version
      needs -V --version
    php
      hint its language can do anything; only its version and modules may be asked
      -vm --version --modules
      needs -v -m --version --modules
    perl ruby node nodejs lua Rscript gcc g++ cc clang make ansible
      hint its language can do anything; only its version may be asked
      -v --version
      needs -v --version
    java javac
      hint only its version may be asked
      words
      -version --version
      needs -version --version
    go terraform
      hint only `version` is read-only
      verb version
    expect tclsh osascript gdb-python
      asks : runs programs in a language of its own; use awk, sed or jq
    su doas runuser pkexec chroot flock parallel entr eval exec source . alias unalias export declare typeset local readonly set unset
      asks : runs or changes what cannot be judged; run the command itself
    read mapfile trap wait jobs bg fg shopt enable builtin let getopts return exit
      asks : changes the shell's own state; leave it out
    vi vim nvim nano emacs ed ex pico joe micro
      asks : is an editor; use `cat` or `sed -n`
    man info
      asks : opens a pager; use `COMMAND --help`
    """
}
