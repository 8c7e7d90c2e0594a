extension ProgramTexts {
  /// Containers and clusters.
  static let containers = """
    docker podman nerdctl
      hint use `docker ps`, `logs --tail 100`, `inspect`, `images` or `stats --no-stream`
      not -H --host -c --context --config --tlskey --tlscert -D : goes to another daemon or configuration
      verb ps
        -aqlsz -f=TEXT -n=NUMBER --all --quiet --no-trunc --latest --size --filter=TEXT --format=TEXT --last=NUMBER --noheading --pod
      verb images
        -aq -f=TEXT --all --quiet --no-trunc --digests --filter=TEXT --format=TEXT --noheading
        takes WORD?
      verb logs
        -t -n=NUMBER --tail=NUMBER|all --timestamps --details --since=TEXT --until=TEXT --names
        not -f --follow : never ends; use `--tail 100`
        takes WORD
      verb inspect
        -s -f=TEXT --format=TEXT --size --type=WORD
        takes WORD+
      verb stats
        -a --no-stream --no-trunc --all --format=TEXT --no-reset
        needs --no-stream
        hint use `docker stats --no-stream`
        takes WORD*
      verb info version
        -f=TEXT --format=TEXT
      verb top
        takes WORD aux|axu|auxf?
      verb port
        takes WORD WORD?
      verb diff
        --format=TEXT
        takes WORD
      verb history
        -Hq --human --no-trunc --quiet --format=TEXT
        takes WORD
      verb events
        --since=TEXT --until=TEXT --filter=TEXT -f=TEXT --format=TEXT
        needs --until
        hint use `docker events --since 1h --until 0s`
      verb container
        verb ls list ps
          -aqls -f=TEXT -n=NUMBER --all --quiet --no-trunc --latest --size --filter=TEXT --format=TEXT
        verb logs
          -t -n=NUMBER --tail=NUMBER --timestamps --details --since=TEXT --until=TEXT
          takes WORD
        verb inspect
          -s -f=TEXT --format=TEXT --size
          takes WORD+
        verb stats
          -a --no-stream --all --format=TEXT
          needs --no-stream
          takes WORD*
        verb top port diff
          takes WORD
      verb image
        verb ls list
          -aq -f=TEXT --all --quiet --no-trunc --digests --filter=TEXT --format=TEXT
          takes WORD?
        verb inspect history
          -f=TEXT --format=TEXT --no-trunc -q -H
          takes WORD+
      verb network volume node service stack  plugin  pod
        verb ls list
          -q -f=TEXT --quiet --no-trunc --filter=TEXT --format=TEXT
        verb inspect
          -f=TEXT --format=TEXT --pretty -v --verbose
          takes WORD+
        verb ps
          -q -f=TEXT --no-trunc --filter=TEXT --format=TEXT
          takes WORD+
        verb services
          --format=TEXT
          takes WORD
      verb system
        verb df info
          -v -f=TEXT --verbose --format=TEXT
      verb compose
        hint use `docker compose ps` or `logs --tail 100`
        separate
        -f=docker-compose*|compose*|./docker-compose*|./compose*|/srv/*|/opt/*|/etc/*|/home/*|/root/*|/var/www/*|/usr/local/* -p=WORD --file=docker-compose*|compose*|./docker-compose*|./compose*|/srv/*|/opt/*|/etc/*|/home/*|/root/*|/var/www/*|/usr/local/* --project-name=WORD --profile=WORD --ansi=never --no-ansi
        verb ps ls images top version
          -aq --all --quiet --format=TEXT --filter=TEXT --services --status=WORD --no-trunc
          takes WORD*
        verb config
          hint its whole output shows secrets; use `config --services`
          -q --quiet --services --volumes --images --profiles
          needs -q --quiet --services --volumes --images --profiles
        verb logs
          -t -n=NUMBER --tail=NUMBER --timestamps --no-color --no-log-prefix --since=TEXT --until=TEXT
          not -f --follow : never ends; use `--tail 100`
          takes WORD*
        verb port
          takes WORD NUMBER
    docker-compose podman-compose
      hint use `docker-compose ps` or `logs --tail 100`
      separate
      -f=docker-compose*|compose*|./docker-compose*|./compose*|/srv/*|/opt/*|/etc/*|/home/*|/root/*|/var/www/*|/usr/local/* -p=WORD --file=docker-compose*|compose*|./docker-compose*|./compose*|/srv/*|/opt/*|/etc/*|/home/*|/root/*|/var/www/*|/usr/local/* --project-name=WORD --no-ansi
      verb ps images top version
        -aq --all --quiet --services
        takes WORD*
      verb logs
        -t -n=NUMBER --tail=NUMBER --timestamps --no-color
        not -f --follow : never ends; use `--tail 100`
        takes WORD*
    crictl
      verb ps pods images img
        -aq -o=WORD --all --quiet --name=TEXT --state=WORD --output=WORD --namespace=WORD --no-trunc
        takes WORD?
      verb logs
        -t --tail=NUMBER --since=TEXT --timestamps
        needs --tail --since
        takes WORD
      verb stats info version
        -ao --output=WORD
      verb inspect inspectp inspecti
        -o=WORD --output=WORD
        takes WORD+
    ctr
      hint use `crictl ps`
      -n=WORD --namespace=WORD
      verb containers images tasks namespaces c i t ns snapshots
        verb ls list
          -q
      verb version info
    lxc incus
      hint use `lxc list`
      verb list ls
        -c=TEXT --format=WORD -f=WORD
        check no-remote
        takes WORD?
      verb info
        check no-remote
        takes WORD?
      verb image network storage profile
        verb list ls
        verb show info
          check no-remote
          takes WORD
      verb version
    lxc-ls
      -f1 --fancy --running --stopped
    pct qm
      verb list
      verb status config
        takes NUMBER
    pvesh pveversion
      -v
    kubectl oc k3s-kubectl
      hint use `kubectl get`, `describe`, `logs --tail 100` or `top`
      -n=WORD -A --namespace=WORD --all-namespaces --context=WORD --cluster=WORD --no-headers --request-timeout=NUMBER -v=NUMBER
      not --kubeconfig -s --server --token --as --as-group --user --username --password : uses other rights or another cluster
      not -w --watch --watch-only : never ends; leave it out
      verb get
        -o=wide|yaml|json|name|custom-columns=*|jsonpath=*|go-template=* -l=TEXT -L=TEXT --output=wide|yaml|json|name|custom-columns=*|jsonpath=*|go-template=*
        --selector=TEXT --field-selector=TEXT --show-labels --sort-by=TEXT --ignore-not-found --show-kind --chunk-size=NUMBER --label-columns=TEXT --show-managed-fields[true|false]
        not --raw : asks the server for any path
        not -f --filename -k --kustomize -R --recursive : reads files
        check kubectl
        takes WORD+
      verb describe
        -l=TEXT --selector=TEXT --show-events[true|false]
        not -f --filename : reads files
        check kubectl
        takes WORD+
      verb logs
        -pt -c=WORD -l=TEXT --container=WORD --selector=TEXT --tail=NUMBER --since=TEXT --since-time=TEXT --timestamps[true|false] --previous[true|false] --prefix[true|false] --all-containers[true|false]
        --limit-bytes=NUMBER --max-log-requests=NUMBER --all-pods[true|false] -p
        not -f --follow : never ends; use `--tail 100`
        takes WORD? WORD?
      verb top
        verb pods pod po nodes node no
          -l=TEXT --containers --sort-by=cpu|memory --selector=TEXT --sum
          takes WORD*
      verb version
        -o=json|yaml --client[true|false] --short --output=json|yaml
      verb events
        -o=json|yaml|wide --for=WORD --types=TEXT
      verb cluster-info
        verb -
      verb api-resources api-versions
        -o=wide|name --namespaced[true|false] --verbs=TEXT --api-group=TEXT --sort-by=name|kind
      verb explain
        --recursive --api-version=WORD
        takes WORD
      verb config
        verb current-context get-contexts get-clusters get-users
          -o=name
          takes WORD?
      verb rollout
        verb status
          --timeout=NUMBER
          needs --timeout
          hint use `--timeout=5s`
          takes WORD WORD?
        verb history
          --revision=NUMBER
          takes WORD WORD?
      verb auth
        verb can-i
          -q --list
          takes WORD*
        verb whoami
    helm
      hint use `helm list`, `status` or `history`
      -n=WORD --namespace=WORD --kube-context=WORD
      verb list ls
        -Aaqdr -o=json|yaml|table --all-namespaces --all --deployed --failed --filter=TEXT --output=json|yaml|table --short --date --reverse -m=NUMBER --max=NUMBER --pending
        -A
      verb status
        hint use `helm status NAME`; as json or yaml it shows the manifest, which holds secrets
        -o=table --revision=NUMBER --output=table --show-resources
        takes WORD
      verb history
        -o=json|yaml|table --output=json|yaml|table --max=NUMBER
        takes WORD
      verb version
        --short
      verb repo
        verb list
      verb search
        verb repo
          -l --versions
          takes WORD?
    crio-status kubeadm
      verb version
        -o=short|json|yaml
      verb certs
        verb check-expiration
    k3s
      verb kubectl
        asks : is called as `kubectl`
    minikube kind
      verb status version
      verb get
        verb clusters nodes
    ceph
      hint use `ceph -s` or `ceph health detail`
      -sv -f=json|json-pretty|plain --status --format=json|json-pretty|plain
      verb -
        needs -s --status -v
      verb status health df versions features
        takes detail?
      verb osd mon pg mgr fs quorum_status mds
        verb tree df stat status dump ls perf pool-stats
          takes detail?
    rbd rados
      verb ls list df
        -l -p=WORD --pool=WORD --long
        takes WORD?
    gluster
      verb volume peer
        verb status info list
          takes WORD*
    """
}
