extension ProgramTexts {
  /// git and other repositories: verbs first, since options before them run programs.
  static let repositories = """
    git
      hint use `git log`, `show`, `diff`, `status`, `blame` or `ls-files`
      separate
      not -c --config-env --exec-path --git-dir --work-tree -C --namespace -p --paginate : changes which repository or which programs are used
      --no-pager --no-optional-locks --no-replace-objects
      not --ext-diff --textconv : starts programs; leave it out
      not --output -o --output-directory : writes a file; leave it out
      verb log show whatchanged
        -NUMBER -n=NUMBER -p -u -s -z -b -w -m -c -i -E -F -P -g -q -S=TEXT -G=TEXT -L=TEXT -M[NUMBER] -C[NUMBER] -U=NUMBER
        --oneline --stat[NUMBER] --shortstat --numstat --dirstat --summary --graph --all --decorate[short|full|auto|no] --no-decorate --format=TEXT --pretty[TEXT] --abbrev-commit
        --no-abbrev-commit --abbrev[NUMBER] --date=TEXT --since=TEXT --after=TEXT --until=TEXT --before=TEXT --author=TEXT --committer=TEXT --grep=TEXT --all-match --invert-grep
        --merges --no-merges --first-parent --reverse --follow --name-only --name-status --patch --no-patch --max-count=NUMBER --skip=NUMBER --branches[TEXT] --tags[TEXT] --remotes[TEXT]
        --color[always|never|auto] --no-color --raw --no-renames --find-renames[NUMBER] --diff-filter=TEXT --no-ext-diff --no-textconv --topo-order --date-order --author-date-order
        --left-right --cherry-pick --cherry --ancestry-path --simplify-by-decoration --full-history --relative-date --walk-reflogs --no-notes --unified=NUMBER --word-diff[color|plain|none|porcelain]
        --ignore-all-space --ignore-space-change --ignore-blank-lines --minimal --compact-summary --boundary --full-index --parents --children  --regexp-ignore-case --no-walk --cc
        check git
        takes TEXT*
      verb diff
        -NUMBER -p -u -s -z -b -w -M[NUMBER] -C[NUMBER] -U=NUMBER -R -q -S=TEXT -G=TEXT -a
        --stat[NUMBER] --shortstat --numstat --dirstat --summary --name-only --name-status --cached --staged --check --color[always|never|auto] --no-color --word-diff[color|plain|none|porcelain] --quiet
        --exit-code --ignore-all-space --ignore-space-change --ignore-blank-lines --ignore-space-at-eol --diff-filter=TEXT --no-renames --find-renames[NUMBER] --unified=NUMBER --raw --patch --no-patch
        --merge-base --no-ext-diff --no-textconv --minimal --histogram --patience --compact-summary --relative[TEXT] --abbrev[NUMBER] --full-index --function-context -W --text
        check git
        takes TEXT*
      verb status
        -s -b -u[no|normal|all] -z -v --short --branch --porcelain[v1|v2|1|2] --long --untracked-files[no|normal|all] --ignored[TEXT] --show-stash --no-renames --ahead-behind --no-ahead-behind
        check git
        takes TEXT*
      verb branch
        hint use `git branch -a` or `--list PATTERN`
        -arvi -vv --all --remotes --list --verbose --show-current --format=TEXT --sort=TEXT --no-color --no-column --ignore-case
        -l --contains[WORD] --no-contains[WORD] --merged[WORD] --no-merged[WORD] --points-at[WORD]
        check git git-list
        takes TEXT*
      verb tag
        hint use `git tag -l`
        -l -n[NUMBER] -i --list --sort=TEXT --format=TEXT --contains[WORD] --no-contains[WORD] --merged[WORD] --no-merged[WORD] --points-at[WORD] --no-column --ignore-case
        check git git-list
        takes TEXT*
      verb remote
        -v --verbose
        verb -
          check git
        verb get-url
          --all --push
          check git
          takes WORD
      verb stash
        verb list
          check git
          -NUMBER --oneline --date=TEXT --format=TEXT --stat
      verb worktree
        verb list
          -v --porcelain
          check git
      verb submodule
        verb status
          --recursive --cached
          asks : starts git inside of other repositories
      verb reflog
        verb -
          -NUMBER -n=NUMBER --date=TEXT --oneline --all --format=TEXT
          check git
        verb show
          -NUMBER -n=NUMBER --date=TEXT --oneline --all --format=TEXT
          check git
          takes WORD?
      verb blame annotate
        -L=TEXT -s -e -w -l -t -f -n -c -p -M[NUMBER] -C[NUMBER] --show-email --show-name --show-number --date=TEXT --line-porcelain --porcelain --since=TEXT --no-textconv --abbrev=NUMBER
        check git
        takes TEXT+
      verb shortlog
        -snec -w[TEXT] --summary --numbered --email --since=TEXT --until=TEXT --all --no-merges --group=TEXT --committer
        check git
        takes TEXT+
      verb rev-parse
        -q --abbrev-ref --short[NUMBER] --show-toplevel --verify --git-dir --is-inside-work-tree --symbolic-full-name --quiet --show-prefix --is-bare-repository --all --branches --symbolic --absolute-git-dir --git-common-dir
        check git
        takes WORD*
      verb rev-list
        -NUMBER -n=NUMBER --count --all --max-count=NUMBER --since=TEXT --until=TEXT --author=TEXT --no-merges --merges --first-parent --left-right --objects --reverse --oneline --abbrev-commit --max-parents=NUMBER
        check git
        takes TEXT+
      verb ls-files
        -cdmoisuvztfk --cached --deleted --modified --others --ignored --stage --unmerged --exclude-standard --full-name --directory --error-unmatch --exclude=TEXT -x=TEXT --abbrev[NUMBER] --eol
        check git
        takes TEXT*
      verb ls-tree
        -rdtlz --name-only --name-status --full-tree --full-name --long --abbrev[NUMBER] --format=TEXT --object-only
        check git
        takes TEXT+
      verb cat-file
        -tsep
        check git
        takes TEXT TEXT?
      verb describe
        --tags --all --long --always --abbrev=NUMBER --exact-match --contains --match=TEXT --first-parent
        check git
        takes WORD*
      verb name-rev merge-base show-ref for-each-ref count-objects  cherry show-branch check-ignore check-attr
        -avdsH --all --tags --heads --verify --hash[NUMBER] --is-ancestor --format=TEXT --sort=TEXT --count=NUMBER --contains[WORD] --merged[WORD] --verbose --human-readable --octopus --fork-point --name-only -h
        check git
        takes TEXT*
      verb grep
        -inwlLcEFPvohHIqp -e=TEXT -A=NUMBER -B=NUMBER -C=NUMBER -m=NUMBER --ignore-case --line-number --count --files-with-matches --name-only --cached --all-match --and --or --not --heading --break  --color[always|never|auto] --max-depth=NUMBER --word-regexp --show-function
        not -O --open-files-in-pager : starts a pager
        not -f : reads patterns from a file
        not --untracked --no-index : reads files that are not in the repository; leave it out
        check git
        takes TEXT*
      verb config
        hint use `git config --get user.name` or `--list --name-only`
        -lz --list --get=WORD --get-all=WORD --local --global --system --show-origin --show-scope --name-only --type=WORD
        needs --get --get-all -l --list
        check git git-config
      verb version
        --build-options
    svn
      hint use `svn info` or `svn log -l 10`
      verb info log status st  list ls
        -qv -l=NUMBER -r=TEXT --limit=NUMBER --verbose --stop-on-copy --non-interactive
        asks : may talk to its server
    hg
      asks : starts what the repository's configuration names
    gh glab hub
      asks : talks to another host with your rights
    aws gcloud az doctl heroku flyctl oci ibmcloud openstack kops eksctl
      asks : talks to a cloud with your rights
    """
}
