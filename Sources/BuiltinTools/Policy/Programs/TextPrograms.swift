extension ProgramTexts {
  /// Programs that read text and print text.
  static let text = """
    cat
      plain
      -AbeEnstTuv --show-all --number-nonblank --show-ends --number --squeeze-blank --show-tabs --show-nonprinting
      takes FILE*
    tac
      plain
      -br --before --regex -s=TEXT --separator=TEXT
      takes FILE*
    head
      plain
      -qvz --quiet --silent --verbose --zero-terminated -NUMBER
      -n=NUMBER --lines=NUMBER -c=NUMBER --bytes=NUMBER
      takes FILE*
    tail
      hint use `tail -n 100 FILE`
      -qvz --quiet --silent --verbose --zero-terminated -NUMBER
      -n=NUMBER --lines=NUMBER -c=NUMBER --bytes=NUMBER
      not -f -F --follow --retry --pid : never ends; use `tail -n 100 FILE`
      plain
      check old-follow
      takes FILE*
    grep egrep fgrep
      check tree
      -EFGPiyvwxcLlqsobHhnTzZaIUrRu -NUMBER
      -e=TEXT -m=NUMBER -A=NUMBER -B=NUMBER -C=NUMBER -f=FILE -d=read|skip -D=read|skip
      --regexp=TEXT --file=FILE --max-count=NUMBER --after-context=NUMBER --before-context=NUMBER --context=NUMBER
      --color[auto|never|always] --colour[auto|never|always] --include=TEXT --exclude=TEXT --exclude-dir=TEXT
      --extended-regexp --fixed-strings --basic-regexp --perl-regexp --ignore-case --no-ignore-case --invert-match
      --word-regexp --line-regexp --count --files-without-match --files-with-matches --quiet --silent --no-messages
      --only-matching --byte-offset --with-filename --no-filename --line-number --initial-tab --null --null-data --text
      --recursive --dereference-recursive --line-buffered --binary --binary-files=text|binary|without-match
      --group-separator=TEXT --no-group-separator --label=TEXT
      takes TEXT? FILE*
    # Shell scripts around grep, which know few of its options that take a value; a pattern file may become a temporary one.
    zgrep zegrep zfgrep xzgrep lzgrep
      check tree
      -EFGPiyvwxcLlqsobHhnTaUIu -NUMBER
      -e=TEXT -m=NUMBER -A=NUMBER -B=NUMBER -C=NUMBER
      --color[auto|never|always] --colour[auto|never|always] --extended-regexp --fixed-strings --basic-regexp
      --perl-regexp --ignore-case --no-ignore-case --invert-match --word-regexp --line-regexp --count
      --files-without-match --files-with-matches --quiet --silent --no-messages --only-matching --byte-offset
      --with-filename --no-filename --line-number --initial-tab --text --line-buffered
      takes TEXT? FILE*
    bzgrep zstdgrep
      check tree
      hint use it without options that take a value
      -EFGPiyvwxcLlqsobHhnTaUI -NUMBER
      --color[auto|never|always] --ignore-case --invert-match --word-regexp --line-regexp --count --quiet --silent
      --files-without-match --files-with-matches --no-messages --only-matching --no-filename --line-number --text
      takes TEXT FILE*
    rg
      check rg
      -ivwxclnNoqsUFPzSaHIp -NUMBER
      -e=TEXT -m=NUMBER -A=NUMBER -B=NUMBER -C=NUMBER -g=TEXT -t=WORD -T=WORD -j=NUMBER -r=TEXT -M=NUMBER -d=NUMBER
      --ignore-case --invert-match --word-regexp --line-regexp --count --files-with-matches --line-number --no-line-number
      --only-matching --quiet --fixed-strings --pcre2 --smart-case --text --no-heading --heading --no-filename --with-filename
      --glob=TEXT --iglob=TEXT --type=WORD --type-not=WORD --max-count=NUMBER --max-depth=NUMBER --context=NUMBER
      --after-context=NUMBER --before-context=NUMBER --color=auto|never --stats --json --sort=path|modified|none --multiline
      --files-without-match --count-matches --column --vimgrep --trim --no-messages --no-config --files
      not --pre --pre-glob : starts a program for every file
      takes TEXT? TREE*
    wc
      -clmwL --bytes --chars --lines --words --max-line-length --total=auto|always|only|never
      takes FILE*
    sort
      hint use `sort` with -n, -r, -k, -u, -h or -t
      -bdfgiMhnRrVcCmsuz
      -k=TEXT -t=TEXT -S=NUMBER --key=TEXT --field-separator=TEXT --buffer-size=NUMBER --parallel=NUMBER
      --ignore-leading-blanks --dictionary-order --ignore-case --general-numeric-sort --ignore-nonprinting --month-sort
      --human-numeric-sort --numeric-sort --random-sort --reverse --version-sort --check[quiet|silent|diagnose-first]
      --merge --stable --unique --zero-terminated --sort=general-numeric|human-numeric|month|numeric|random|version
      not -o --output : writes a file; use `sort` without it
      not -T --temporary-directory : writes into a folder; leave it out
      not --compress-program : starts a program; leave it out
      not --files0-from --random-source : reads another file; name the files themselves
      takes FILE*
    uniq
      hint its second operand would be a file to write
      strict
      -cdDiuz -f=NUMBER -s=NUMBER -w=NUMBER --count --repeated --ignore-case --unique --zero-terminated
      --all-repeated[none|prepend|separate] --group[separate|prepend|append|both] --skip-fields=NUMBER
      --skip-chars=NUMBER --check-chars=NUMBER
      takes FILE?
    cut
      plain
      -nsz -b=NUMBER -c=NUMBER -f=NUMBER -d=TEXT --bytes=NUMBER --characters=NUMBER --fields=NUMBER --delimiter=TEXT
      --complement --only-delimited --output-delimiter=TEXT --zero-terminated
      takes FILE*
    tr
      -cCdst --complement --delete --squeeze-repeats --truncate-set1
      takes TEXT TEXT?
    paste
      plain
      -sz -d=TEXT --serial --delimiters=TEXT --zero-terminated
      takes FILE*
    join
      -iz -a=NUMBER -e=TEXT -j=NUMBER -o=TEXT -t=TEXT -v=NUMBER -1=NUMBER -2=NUMBER --ignore-case --header --check-order
      --nocheck-order --zero-terminated
      takes FILE FILE
    comm
      -123z --check-order --nocheck-order --output-delimiter=TEXT --total --zero-terminated
      takes FILE FILE
    column
      -texJLd -s=TEXT -o=TEXT -c=NUMBER -N=TEXT -H=TEXT -R=TEXT -T=TEXT -l=NUMBER -W=TEXT -O=TEXT --table --separator=TEXT
      --output-separator=TEXT --output-width=NUMBER --table-columns=TEXT --table-right=TEXT --table-noheadings --json
      --table-name=TEXT --keep-empty-lines --fillrows --table-truncate=TEXT --table-hide=TEXT
      takes FILE*
    nl
      -p -b=TEXT -d=TEXT -f=TEXT -h=TEXT -i=NUMBER -l=NUMBER -n=ln|rn|rz -s=TEXT -v=NUMBER -w=NUMBER --body-numbering=TEXT
      takes FILE*
    rev
      takes FILE*
    expand unexpand
      -ia -t=NUMBER --tabs=NUMBER --initial --all --first-only -NUMBER
      takes FILE*
    fmt
      -cstu -w=NUMBER --width=NUMBER --split-only --tagged-paragraph --crown-margin --uniform-spacing -NUMBER
      takes FILE*
    fold
      -bs -w=NUMBER --width=NUMBER --spaces --bytes -NUMBER
      takes FILE*
    colrm
      takes NUMBER? NUMBER?
    pr
      -adfFJmtTrv -l=NUMBER -w=NUMBER -h=TEXT -o=NUMBER -NUMBER
      takes FILE*
    diff zdiff
      -qsbwBiEZaydNptluceTr -u -U=NUMBER -C=NUMBER -W=NUMBER -I=TEXT -x=TEXT -NUMBER
      --brief --report-identical-files --unified[NUMBER] --context[NUMBER] --side-by-side --ignore-case --ignore-all-space
      --ignore-space-change --ignore-blank-lines --ignore-trailing-space --text --recursive --new-file --exclude=TEXT
      --color[auto|never|always] --suppress-common-lines --width=NUMBER --minimal --no-dereference --label=TEXT
      --ignore-matching-lines=TEXT --strip-trailing-cr --left-column --normal --ed --rcs --show-c-function
      check device-bytes diff
      takes TREE TREE
    sdiff
      -iEZbWBalsdt -w=NUMBER --width=NUMBER --ignore-case --ignore-tab-expansion --ignore-trailing-space
      --ignore-space-change --ignore-all-space --ignore-blank-lines --strip-trailing-cr --text --left-column
      --suppress-common-lines --expand-tabs --minimal
      not -o --output : writes a file and asks at a terminal
      check device-bytes diff
      takes TREE TREE
    cmp zcmp
      -bls -i=NUMBER -n=NUMBER --print-bytes --verbose --silent --quiet --bytes=NUMBER --ignore-initial=NUMBER
      takes FILE FILE NUMBER? NUMBER?
    sed gsed
      -nErsuz -e=TEXT --expression=TEXT --quiet --silent --regexp-extended --separate --unbuffered --null-data --posix
      --debug --sandbox
      not -i --in-place : changes the file; use `sed` without it to print the result
      not -f --file : takes its script from a file; write the script out
      check sed
      reads
      takes TEXT*
    awk gawk mawk nawk
      -F=TEXT -v=TEXT --re-interval --posix --traditional --sandbox
      not -f --file -E --exec -i --include -l --load : takes its program from a file; write the program out
      not --field-separator --assign : is not known to every awk, which would take its value for the program; use `-F` or `-v`
      not -o --pretty-print -d --dump-variables -p --profile -D --debug : writes a file
      strict
      reads
      check awk
      takes TEXT*
    jq gojq jaq
      language jq
      reads
    yq
      -rPCMNje -o=yaml|json|props|csv|tsv|xml|y|j -p=yaml|json|props|csv|tsv|xml|y|j --raw-output --prettyPrint --no-colors --colors --no-doc
      --output-format=yaml|json|props|csv|tsv|xml --input-format=yaml|json|props|csv|tsv|xml --exit-status
      not -i --inplace : changes the file
      check yq
      takes TEXT FILE*
    xmllint
      --noout --format --xpath=TEXT --nonet --noblanks --huge --recover
      not --output -o : writes a file
      check no-address
      takes FILE*
    echo
      language text
    printf
      language printf
    seq
      -w -s=TEXT -f=TEXT --equal-width --separator=TEXT
      takes NUMBER NUMBER? NUMBER?
    base64 base32
      plain
      -di -w=NUMBER --decode --ignore-garbage --wrap=NUMBER -D
      takes FILE?
    strings
      -afw -n=NUMBER -t=d|o|x -e=s|S|b|l|B|L --all --bytes=NUMBER --radix=d|o|x --encoding=s|S|b|l|B|L -NUMBER
      check no-option-file
      takes FILE*
    od
      -abcdfilosxv -A=d|o|x|n -j=NUMBER -N=NUMBER -t=TEXT -w[NUMBER] --address-radix=d|o|x|n
      --skip-bytes=NUMBER --read-bytes=NUMBER --format=TEXT --width[NUMBER] --output-duplicates
      takes FILE*
    hexdump hd
      -bcCdovx -n=NUMBER -s=NUMBER -e=TEXT --canonical --length=NUMBER --skip=NUMBER --format=TEXT --no-squeezing
      takes FILE*
    # It looks at the first letters of a word alone, and behind the first operand nothing is a flag.
    xxd
      hint its second operand would be a file to write; give each flag as a word of its own, before the file
      words strict
      -a -b -e -i -E -p -ps -plain -u -c=NUMBER -g=NUMBER -l=NUMBER -s=NUMBER -o=NUMBER -cols=NUMBER -len=NUMBER -seek=NUMBER
      takes FILE?
    zcat bzcat xzcat lzcat zstdcat gzcat lz4cat
      -fqv --force --quiet --stdout
      takes FILE*
    gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd
      hint use `zcat FILE` or `gzip -l FILE`
      -lvtqcd --list --verbose --test --quiet --stdout --to-stdout --decompress
      needs -l -t --list --test -c --stdout --to-stdout
      check to-stdout
      takes FILE*
    tee
      hint it copies its input to files; leave it out
      -a --append
      takes /dev/null+
    md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum shasum md5
      -bctwzqrs -a=WORD -l=NUMBER --binary --check --text --tag --quiet --status --strict --warn --ignore-missing --zero --algorithm=WORD
      plain
      takes FILE*
    iconv
      -cs -f=WORD -t=WORD -l --from-code=WORD --to-code=WORD --list
      not -o --output : writes a file
      takes FILE*
    tsort
      takes FILE?
    numfmt
      -z -d=TEXT --to=WORD --from=WORD --field=NUMBER --suffix=TEXT --padding=NUMBER --header[NUMBER] --round=WORD --delimiter=TEXT
      --format=TEXT --invalid=WORD
      takes TEXT*
    ts
      -isr
      takes TEXT?
    dos2unix unix2dos
      asks : changes files in place; use `tr` on its output
    bat batcat
      -pAn -r=NUMBER -l=WORD --plain --paging=never --style=TEXT --color=never|auto --line-range=TEXT --language=WORD --number
      needs -p --paging --plain
      takes FILE*
    less more most pg view
      asks : is a pager that waits at a terminal and starts programs; use `head`, `tail` or `sed -n`
    split csplit
      asks : writes files; use `sed -n` or `head`
    expr
      asks : is not read alike by all shells; compare with `test`
    """
}
