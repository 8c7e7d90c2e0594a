import Testing

@testable import BuiltinTools

@Suite("Secrets in text", .timeLimit(.minutes(1)))
struct SecretMaskTests {
  @Test(
    "are masked where they stand behind a name",
    arguments: [
      ("PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=", "PrivateKey = [masked]"),
      ("PresharedKey=yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=", "PresharedKey=[masked]"),
      (#""SecretAccessKey": "wJalrXUtnFEMI/K7MDENG""#, #""SecretAccessKey": "[masked]""#),
      ("secretKey: 'ab cd'", "secretKey: '[masked]'"), ("SECRET_KEY=abc", "SECRET_KEY=[masked]"),
      (
        "AccountName=x;AccountKey=Eby8vdM02xNOcqF==;EndpointSuffix=core.windows.net",
        "AccountName=x;AccountKey=[masked];EndpointSuffix=core.windows.net"
      ),
      ("DB_PASS=geheim", "DB_PASS=[masked]"), ("dbPass=geheim", "dbPass=[masked]"),
      (
        "pass: hunter22",
        "pass: [masked]"
      ),
      ("MYSQL_PWD=geheim ls", "MYSQL_PWD=[masked] ls"),
      ("Server=db;Uid=root;Pwd=geheim;Port=1", "Server=db;Uid=root;Pwd=[masked];Port=1"),
      ("requirepass foobared", "requirepass [masked]"), ("masterauth \"a b\"", "masterauth \"[masked]\""),
      ("mysqldump --password geheim --host db", "mysqldump --password [masked] --host db"),
      ("vault login --token 'hvs.x'", "vault login --token '[masked]'"),
      (
        "x --api-key=abc y",
        "x --api-key=[masked] y"
      ),
      ("password: $2b$10$N9qo8uLOickgx2ZMRZoMye", "password: [masked]"),
      ("PASSWORD=$6$salt$hash/x.", "PASSWORD=[masked]"),
      ("password=$argon2id$v=19$m=65536,t=3,p=4$c29t$aGFzaA next", "password=[masked] next"),
      ("PASSWORD=<9x&y>", "PASSWORD=[masked]>"), ("PASSWORD=*x9*", "PASSWORD=[masked]"),
      ("PASSWORD=%x9%y", "PASSWORD=[masked]"), ("PASSWORD=$9abc", "PASSWORD=[masked]"),
      ("PASSWORD=$a-b", "PASSWORD=[masked]"), ("PASSWORD=ab;cdef", "PASSWORD=[masked]"),
      ("PASSWORD=ab,c)d]e}f&g<h>i", "PASSWORD=[masked]"), ("f(password=ab)", "f(password=[masked])"),
      ("?token=ab&x=1", "?token=[masked]&x=1"), ("password=a, user=b", "password=[masked], user=b"),
      (#"{\"password\":\"geheim\",\"x\":1}"#, #"{\"password\":\"[masked]\",\"x\":1}"#),
      (#"password="a\"b c" d"#, #"password="[masked]" d"#), (#"{"token":"ab","b":1}"#, #"{"token":"[masked]","b":1}"#),
      ("passwd: geheim77", "passwd: [masked]"), ("token:ab12cd", "token:[masked]"),
      ("SECRET_KEY_BASE=geheim", "SECRET_KEY_BASE=[masked]"),
      ("Invalid token: 0a1b2c3d4e5f6g7h8i9j", "Invalid token: [masked]"),
      ("Invalid token: Zx9Kp2Qw7L", "Invalid token: [masked]"), ("invalid token=hunter2abc", "invalid token=[masked]"),
      ("Missing token: s3cr3t-9f8e7d", "Missing token: [masked]"),
      ("Unexpected token: ghx_3fA9bC", "Unexpected token: [masked]"),
      ("unexpected token=geheim", "unexpected token=[masked]"),
    ])
  func named(raw: String, shown: String) {
    #expect(SecretMask.masked(raw) == shown)
  }

  @Test(
    "are masked in URLs",
    arguments: [
      ("redis://:p#ss?1@host:6379", "redis://:[masked]@host:6379"),
      ("postgres://app:4711#kE9xQ@db.lan/prod", "postgres://app:[masked]@db.lan/prod"),
      ("redis://:2024?winter@cache:6379/0", "redis://:[masked]@cache:6379/0"),
      ("amqp://u:?x9Y2z@mq", "amqp://u:[masked]@mq"), ("amqp://u:#x9Y2z@mq", "amqp://u:[masked]@mq"),
      ("postgres://app.user:4711?kE9xQ@db", "postgres://app.user:[masked]@db"),
      ("postgres://app:4711?k=9@db", "postgres://app:[masked]@db"),
      ("https://bot.lan:471100?k=9@db", "https://bot.lan:[masked]@db"),
      ("http://h:8080#a@b", "http://h:[masked]@b"),
    ])
  func inURL(raw: String, shown: String) {
    #expect(SecretMask.masked(raw) == shown)
  }

  @Test("are masked by their own shape, each of the shapes", arguments: TokenShape.all.map { $0.prefix })
  func shapes(prefix: [UInt8]) {
    let part = "0a1b2c3d4e5f6g7h8i9j"
    let token = String(decoding: prefix, as: UTF8.self) + "\(part).\(part).\(part)"
    let plain = String(decoding: prefix, as: UTF8.self) + "0a1b2c3d4e5f6g7h8i9j0a1b2c3d4e5f6g7h8i9j"
    let isDotted = TokenShape.all.contains { $0.prefix == prefix && $0.body == .dotted }
    #expect(SecretMask.masked("x \(isDotted ? token : plain) y") == "x [masked] y")
  }

  @Test(
    "are masked in headers",
    arguments: [
      ("authorization: 0a1b2c3d4e", "authorization: [masked]"),
      (
        "Authorization: token abc-1",
        "Authorization: token [masked]"
      ),
      ("AUTHORIZATION: Bearer abc.def", "AUTHORIZATION: Bearer [masked]"),
      ("got bearer AbCdEfGhIjKlMn", "got bearer [masked]"), ("Basic dXNlcjpwYXNz", "Basic [masked]"),
      ("x-api-key: 0a1b2c", "x-api-key: [masked]"),
      ("https://hooks.slack.com/services/T0000000/B0000000/abcdefgh", "https://hooks.slack.com/services/[masked]"),
    ])
  func headers(raw: String, shown: String) {
    #expect(SecretMask.masked(raw) == shown)
  }

  @Test(
    "are masked in commands of curl",
    arguments: [
      ("curl -u admin:geheim https://x", "curl -u admin:[masked] https://x"),
      ("/usr/bin/curl -sku admin:geheim https://x", "/usr/bin/curl -sku admin:[masked] https://x"),
      ("curl -uadmin:geheim https://x", "curl -uadmin:[masked] https://x"),
      ("curl --user 'admin:ge heim' https://x", "curl --user 'admin:[masked]' https://x"),
      ("curl --proxy-user=a:geheim https://x", "curl --proxy-user=a:[masked] https://x"),
      ("curl -H 'Accept: a; b' -u admin:geheim x", "curl -H 'Accept: a; b' -u admin:[masked] x"),
      ("curl -d \"{\\\"a\\\": \\\"b; c\\\"}\" -u a:geheim x", "curl -d \"{\\\"a\\\": \\\"b; c\\\"}\" -u a:[masked] x"),
      (#"{"cmd":"curl -A \"a | b\" -u a:geheim x"}"#, #"{"cmd":"curl -A \"a | b\" -u a:[masked] x"}"#),
      (#"curl -A 'a\' -u a:geheim 'b; c'"#, #"curl -A 'a\' -u a:[masked] 'b; c'"#),
      ("curl $(cat url; cat path) -u a:geheim", "curl $(cat url; cat path) -u a:[masked]"),
      ("curl http://x 2>&1 -u a:geheim", "curl http://x 2>&1 -u a:[masked]"),
      ("ls && (cd x; curl -u a:geheim x)", "ls && (cd x; curl -u a:[masked] x)"),
      ("curl -u 123456:geheim77 x", "curl -u 123456:[masked] x"),
    ])
  func ofCurl(raw: String, shown: String) {
    #expect(SecretMask.masked(raw) == shown)
  }

  @Test(
    "are not what only looks like one",
    arguments: [
      "/etc/passwd:1:root:x:0:0:root:/root:/bin/bash", "/etc/passwd:root:x:0:0:root:/root:/bin/bash",
      "passwd:1:root:x:0:0:root:/root:/bin/bash", "./src/token:12:let x = 5678", "/etc/passwd-:3:bin",
      "ls: cannot access '/run/secrets/token': No such file or directory",
      "cat: '/srv/my.secret': Permission denied", "rm: cannot remove 'my secret': Permission denied",
      "Basic authentication required", "Bearer authentication-failed", "WWW-Authenticate: Basic realm=\"Secure Area\"",
      "Authorization: required", "authorization: Basic authentication failed", "PWD=/srv/app", "OLDPWD=/root",
      "pwd: /srv/app1",
      "pass=12 fail=0", "pass: 100.25%, fail: 3", "bypass=all9", "ssl_bypass: enabled1", "compass=north1",
      "proxy_pass: http://app:8080", "fastcgi_pass: unix:/run/php9.sock", "PublicKey = yAnz5TF+lXXJte14=",
      "  --password string   the password of the user", "use --token or --password to log in", "--password PASSWORD",
      "--token-file /run/token", "requirepass is not set", "PASSWORD=$VAULT_PW", "PASSWORD=${PW:-x1}",
      "PASSWORD=$(pass x)",
      "password=<your password>", "password: <PASSWORD1>", "PASSWORD=********", "password=%s", "password=%(pw)s",
      "PASSWORD=%PW%", "password: {{ vault_pw1 }}", #"{"token": null, "max_token": 512}"#, "password=[masked]",
      "passwd[12]: pam_unix(passwd:chauthtok): password changed for x", "npm_config_cache=/root/.npm", "normal text",
      "curl -s http://x >> log; date -u +%Y-%m-%dT%H:%M:%SZ", "curl http://x; docker run -u 1000:1000 img",
      "curl http://x/$(date -u +%Y-%m-%dT%H:%M:%SZ).log", "curl \"http://x/$(date -u +%Y-%m-%dT%H:%M:%SZ).log\"",
      "curl -fsS http://x/health || docker exec -u www-data:www-data app restart", "curl x | psql -U app:main",
      "CMD (curl -f http://x; rsync -u backup:src dst)", "docker run $(curl -s http://x) -u www-data:www-data",
      "apt-get install -y curl && install -d -u www-data:www-data /srv", "curl http://x & sudo -u app:app ls",
      "usage: curl -u user:password", "curl --user <user:password> https://x", "curl -u 1000:1000 x",
      "https://h:8080?email=a@b", "https://h.lan:8080?email=a@b", "ws://localhost:80?x=a@b", "http://[::1]:80?x=a@b",
      "http://[::1]?x=a@b",
      "Unexpected token: 'foo'", "SyntaxError: Unexpected token: 'function'", "Unexpected token: foo-bar",
      "expected token: \"bar\"", "Unexpected token = in JSON at position 4", "sudo -u app:app ls",
      "docker run -u 1000:1000 x", "curl -u $USER:$PASS https://x",
      "curl -u \"$U:${P}\" https://x", "curl -u admin: https://x", "hf_transformer_model_name_or_path_list_of_all",
      "https://hooks.slack.com/services/new-webhook", "All tests pass: 120/120", "monkey=1 hockey: abc123",
      "ab --- cd -- ef", "--",
    ])
  func honest(line: String) {
    #expect(SecretMask.masked(line) == line)
    #expect(SecretMask.masked("x\n\(line)\ny") == "x\n\(line)\ny")
  }

  @Test(
    "take linear time, also where much looks like a beginning",
    arguments: [
      "--password ", "--password", "token:", "password=a;", "pass_", "'token':", "password=$a", "PASSWORD=,",
      "requirepass ",
      #"\"password\":\""#, "authorization: ", "pwd=<a", "secret=\"\\", "a-_-_", "token", "=", "Basic a",
      "token={", "secret=[", "token=(", "PWD=/", "PWD=~", #"PWD=\"/"#, "token=<a>+", "pass=1:", "token:1:", "eyJ-",
      "authorization:", "hooks.slack.com/services/", "-----BEGIN PRIVATE KEY-----",
      "-----BEGIN PRIVATE KEY-----\n" + String(repeating: "x", count: 201),
      "secret=\"-----BEGIN PRIVATE KEY-----\nA:", "Unexpected token: ", "-----BEGIN PRIVATE KEY----- x\n",
      "curl -u a:$B ", "curl 'x -u a:", #"\n""#, "http://a:1?b=",
    ])
  func linear(piece: String) {
    // What stands at the end decides about some beginnings.
    let raw = Array((String(repeating: piece, count: 131_072 / piece.utf8.count) + " y").utf8)
    let time = ContinuousClock().measure { _ = SecretMask.masked(raw) }
    // A quadratic scan of this much takes many minutes in a debug build.
    #expect(time < .seconds(30))
  }
}
