// The floor of the benchmark: the least work that an MCP server with an agent loop can do on this machine.
//
// A yardstick and not a server. It looks for known substrings instead of parsing JSON, copies escaped text verbatim,
// never frees a conversation and trusts its input. What it does for real: it reads lines from standard input, keeps
// conversations, posts the whole prompt to the model server over kept-alive sockets, reads the streamed answer, reads
// a file when the model asks for one, serves calls side by side on threads, and closes the socket of a cancelled one.
//
//   cc -O2 -pthread -o floor floor.c      LLAMA_SERVER_URL=http://127.0.0.1:PORT FLOOR_FILE=/some/file ./floor

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { READ_SIZE = 64 << 10, STREAM_READ_SIZE = 256 << 10, KEEP_CAPACITY = 1 << 20, MAX_STEPS = 20, MAX_SOCKETS = 1024 };

// ---------------------------------------------------------------- growing buffers and raw text

typedef struct {
  char *bytes;
  size_t count, capacity;
} Buffer;

static void reserve(Buffer *buffer, size_t more) {
  if (buffer->count + more <= buffer->capacity) return;
  buffer->capacity = (buffer->count + more) * 3 / 2 + 256;
  buffer->bytes = realloc(buffer->bytes, buffer->capacity);
}

static void append(Buffer *buffer, const void *bytes, size_t count) {
  reserve(buffer, count);
  memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
}

static void append_text(Buffer *buffer, const char *text) { append(buffer, text, strlen(text)); }

// Appends text that is already escaped, escaped once more.
static void append_escaped(Buffer *buffer, const char *text, size_t count) {
  reserve(buffer, 2 * count);
  char *out = buffer->bytes + buffer->count;
  for (size_t i = 0; i < count; i++) {
    if (text[i] == '"' || text[i] == '\\') *out++ = '\\';
    *out++ = text[i];
  }
  buffer->count = out - buffer->bytes;
}

static void release_if_large(Buffer *buffer) {
  if (buffer->capacity <= KEEP_CAPACITY) return;
  free(buffer->bytes);
  *buffer = (Buffer){0};
}

// The end of a JSON string that starts at `start`, just after its quote.
static char *string_end(char *start, char *end) {
  for (char *from = start;;) {
    char *quote = memchr(from, '"', end - from);
    if (!quote) return end;
    int backslashes = 0;
    for (char *at = quote - 1; at >= start && *at == '\\'; at--) backslashes++;
    if (backslashes % 2 == 0) return quote;
    from = quote + 1;
  }
}

// The raw text after `key`, which ends with the opening quote of a string; NULL where there is none.
static char *string_after(char *text, size_t count, const char *key, size_t *length) {
  char *found = memmem(text, count, key, strlen(key));
  if (!found) return NULL;
  found += strlen(key);
  *length = string_end(found, text + count) - found;
  return found;
}

static int write_all(int descriptor, struct iovec *parts, int count) {
  while (count) {
    ssize_t written = writev(descriptor, parts, count);
    if (written <= 0) return -1;
    while (count && (size_t)written >= parts->iov_len) written -= parts->iov_len, parts++, count--;
    if (count) parts->iov_base = (char *)parts->iov_base + written, parts->iov_len -= written;
  }
  return 0;
}

// ---------------------------------------------------------------- the model server

static int model_port = 8080;

static int connect_to_model(void) {
  int one = 1, descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(model_port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(descriptor, (struct sockaddr *)&address, sizeof address)) return close(descriptor), -1;
  return descriptor;
}

static int send_prompt(int descriptor, const Buffer *prompt) {
  static const char before[] = "{\"prompt\":\"", after[] = "\",\"n_predict\":-1,\"cache_prompt\":true,\"stream\":true}";
  size_t body = sizeof before - 1 + prompt->count + sizeof after - 1;
  char head[160];
  int head_size = snprintf(head, sizeof head,
                           "POST /completion HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                           "Content-Length: %zu\r\n\r\n",
                           body);
  struct iovec parts[] = {{head, head_size},
                          {(char *)before, sizeof before - 1},
                          {prompt->bytes, prompt->count},
                          {(char *)after, sizeof after - 1}};
  return write_all(descriptor, parts, 4);
}

// Reads the events of one answer; the content of each goes to `text`, still escaped.
static int receive_answer(int descriptor, Buffer *input, Buffer *text) {
  enum { HEADER, BODY, LAST_CHUNK } state = HEADER;
  size_t done = 0;
  input->count = text->count = 0;
  for (;;) {
    reserve(input, STREAM_READ_SIZE);
    ssize_t got = read(descriptor, input->bytes + input->count, input->capacity - input->count);
    if (got <= 0) return -1;
    input->count += got;
    for (;;) {
      char *line = input->bytes + done, *end = memchr(line, '\n', input->count - done);
      if (!end) break;
      done = end + 1 - input->bytes;
      if (state == HEADER) {
        if (end - line == 1) state = BODY;
        continue;
      }
      if (end - line == 2 && line[0] == '0') state = LAST_CHUNK;
      else if (state == LAST_CHUNK && end - line == 1) return 0;
      size_t length;
      char *content = end - line > 6 && line[0] == 'd' ? string_after(line, end - line, "\"content\":\"", &length) : NULL;
      if (content) append(text, content, length);
    }
    if (done == input->count) input->count = done = 0;
  }
}

// ---------------------------------------------------------------- conversations and calls

typedef struct {
  Buffer prompt;
} Conversation;

typedef struct Call {
  struct Call *next;
  char id[40];
  int socket, cancelled;
} Call;

static pthread_mutex_t conversations_lock = PTHREAD_MUTEX_INITIALIZER, calls_lock = PTHREAD_MUTEX_INITIALIZER,
                       output_lock = PTHREAD_MUTEX_INITIALIZER;
static Conversation **conversations;
static int conversation_count, conversation_capacity;
static Call *calls;
static int idle_sockets[MAX_SOCKETS], idle_socket_count;

static size_t id_of(char *line, size_t count, char **id) {
  size_t length = 0;
  *id = memmem(line, count, "\"id\":", 5);
  if (!*id) return 0;
  *id += 5;
  while ((*id)[length] != ',' && (*id)[length] != '}') length++;
  return length;
}

static Conversation *open_conversation(char *line, size_t count, int *number) {
  size_t length;
  char *id = string_after(line, count, "\"conversation_id\":\"", &length);
  pthread_mutex_lock(&conversations_lock);
  Conversation *conversation = NULL;
  if (id && (*number = atoi(id + 5)) < conversation_count) conversation = conversations[*number];
  if (!conversation) {
    if (conversation_count == conversation_capacity) {
      conversation_capacity = conversation_capacity ? conversation_capacity * 2 : 1024;
      conversations = realloc(conversations, sizeof *conversations * conversation_capacity);
    }
    conversation = calloc(1, sizeof *conversation);
    *number = conversation_count;
    conversations[conversation_count++] = conversation;
  }
  pthread_mutex_unlock(&conversations_lock);
  return conversation;
}

static void add_message(Conversation *conversation, char *line, size_t count) {
  Buffer *prompt = &conversation->prompt;
  size_t length;
  char *text = string_after(line, count, "\"result\":\"", &length);
  if (!text) text = string_after(line, count, "\"task\":\"", &length);
  if (prompt->count) append_text(prompt, "\\n\\nUser: ");
  else append_text(prompt, "Reply with {\\\"tool\\\": name, \\\"arguments\\\": {}} or in plain text.\\n\\nUser: ");
  if (text) append(prompt, text, length);
  append_text(prompt, "\\n\\nAssistant:");
}

static void read_file_into(Buffer *prompt) {
  char bytes[4096];
  const char *path = getenv("FLOOR_FILE");
  int descriptor = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  ssize_t count = descriptor < 0 ? 0 : read(descriptor, bytes, sizeof bytes);
  if (descriptor >= 0) close(descriptor);
  append_text(prompt, "\\n\\nTool result: ");
  for (ssize_t i = 0; i < count; i++) {
    if (bytes[i] == '\n') append_text(prompt, "\\n");
    else append(prompt, bytes + i, 1);
  }
  append_text(prompt, "\\n\\nAssistant:");
}

static Call *begin_call(char *line, size_t count, Call *call) {
  char *id;
  size_t length = id_of(line, count, &id);
  *call = (Call){.socket = -1};
  memcpy(call->id, id, length < sizeof call->id - 1 ? length : sizeof call->id - 1);
  pthread_mutex_lock(&calls_lock);
  if (idle_socket_count) call->socket = idle_sockets[--idle_socket_count];
  call->next = calls;
  calls = call;
  pthread_mutex_unlock(&calls_lock);
  if (call->socket < 0) call->socket = connect_to_model();
  return call;
}

static void end_call(Call *call, int failed) {
  pthread_mutex_lock(&calls_lock);
  for (Call **at = &calls; *at; at = &(*at)->next) {
    if (*at == call) {
      *at = call->next;
      break;
    }
  }
  if (!failed && idle_socket_count < MAX_SOCKETS) idle_sockets[idle_socket_count++] = call->socket;
  else close(call->socket);
  pthread_mutex_unlock(&calls_lock);
}

static void cancel_call(char *line, size_t count) {
  char *id = memmem(line, count, "\"requestId\":", 12);
  if (!id) return;
  id += 12;
  size_t length = strcspn(id, ",}");
  pthread_mutex_lock(&calls_lock);
  for (Call *call = calls; call; call = call->next) {
    if (strlen(call->id) != length || memcmp(call->id, id, length)) continue;
    call->cancelled = 1;
    if (call->socket >= 0) shutdown(call->socket, SHUT_RDWR);
  }
  pthread_mutex_unlock(&calls_lock);
}

// One call of agent_chat: prompts, reads files while the model asks for them, answers.
static void agent_chat(char *line, size_t count, Buffer *input, Buffer *text, Buffer *output) {
  int number, failed = 0, asked = 0;
  Conversation *conversation = open_conversation(line, count, &number);
  add_message(conversation, line, count);
  Call call;
  begin_call(line, count, &call);
  for (int step = 0; step < MAX_STEPS; step++) {
    failed = send_prompt(call.socket, &conversation->prompt) || receive_answer(call.socket, input, text);
    if (failed) break;
    append(&conversation->prompt, text->bytes, text->count);
    char *tool = memmem(text->bytes, text->count, "{\\\"tool\\\": \\\"", 13);
    asked = tool != NULL;
    if (!tool || strncmp(tool + 13, "read_file", 9)) break;
    read_file_into(&conversation->prompt);
  }
  end_call(&call, failed);
  if (call.cancelled) return;
  output->count = 0;
  char head[256];
  append_text(output, "{\"jsonrpc\":\"2.0\",\"id\":");
  append_text(output, call.id);
  int head_size = snprintf(head, sizeof head,
                           ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"type\\\":\\\"%s\\\","
                           "\\\"conversation_id\\\":\\\"conv_%d\\\",\\\"content\\\":\\\"",
                           failed ? "error" : asked ? "tool_call" : "final_answer", number);
  append(output, head, head_size);
  if (!failed) append_escaped(output, text->bytes, text->count);
  append_text(output, "\\\"}\"}]}}\n");
  pthread_mutex_lock(&output_lock);
  write_all(1, &(struct iovec){output->bytes, output->count}, 1);
  pthread_mutex_unlock(&output_lock);
}

// ---------------------------------------------------------------- workers, one per call in flight

typedef struct Job {
  struct Job *next;
  size_t count;
  char line[];
} Job;

static Job *first_job, **last_job = &first_job;
static int idle_workers, waiting_jobs;
static pthread_mutex_t jobs_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t jobs_waiting = PTHREAD_COND_INITIALIZER;

static void *work(void *unused) {
  Buffer input = {0}, text = {0}, output = {0};
  for (;;) {
    pthread_mutex_lock(&jobs_lock);
    idle_workers++;
    while (!first_job) pthread_cond_wait(&jobs_waiting, &jobs_lock);
    idle_workers--;
    Job *job = first_job;
    first_job = job->next;
    waiting_jobs--;
    if (!first_job) last_job = &first_job;
    pthread_mutex_unlock(&jobs_lock);
    agent_chat(job->line, job->count, &input, &text, &output);
    free(job);
    release_if_large(&input), release_if_large(&text), release_if_large(&output);
  }
  return unused;
}

static void enqueue(char *line, size_t count) {
  Job *job = malloc(sizeof *job + count + 1);
  job->next = NULL;
  job->count = count;
  memcpy(job->line, line, count);
  job->line[count] = 0;
  pthread_mutex_lock(&jobs_lock);
  *last_job = job;
  last_job = &job->next;
  int start_worker = ++waiting_jobs > idle_workers;
  pthread_cond_signal(&jobs_waiting);
  pthread_mutex_unlock(&jobs_lock);
  if (!start_worker) return;
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 256 << 10);
  pthread_create(&thread, &attributes, work, NULL);
  pthread_detach(thread);
}

// ---------------------------------------------------------------- the protocol

static void reply(char *line, size_t count, const char *result) {
  char *id;
  size_t length = id_of(line, count, &id);
  if (!length) return;
  struct iovec parts[] = {
      {"{\"jsonrpc\":\"2.0\",\"id\":", 22}, {id, length}, {",\"result\":", 10}, {(char *)result, strlen(result)}, {"}\n", 2}};
  pthread_mutex_lock(&output_lock);
  write_all(1, parts, 5);
  pthread_mutex_unlock(&output_lock);
}

static const char initialized[] =
    "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"floor\",\"version\":\"0\"}}";
static const char tools[] =
    "{\"tools\":[{\"name\":\"agent_chat\",\"description\":\"Delegate a task.\",\"inputSchema\":{\"type\":\"object\","
    "\"properties\":{\"task\":{\"type\":\"string\"},\"conversation_id\":{\"type\":\"string\"}}}}]}";

static void handle(char *line, size_t count) {
  size_t looked_at = count < 400 ? count : 400;
#define CONTAINS(text) memmem(line, looked_at, text, sizeof text - 1)
  if (CONTAINS("\"method\":\"ping\"")) reply(line, count, "{}");
  else if (CONTAINS("\"method\":\"initialize\"")) reply(line, count, initialized);
  else if (CONTAINS("\"method\":\"tools/list\"")) reply(line, count, tools);
  else if (CONTAINS("\"method\":\"notifications/cancelled\"")) cancel_call(line, count);
  else if (CONTAINS("\"name\":\"agent_chat\"")) enqueue(line, count);
}

int main(void) {
  char *url = getenv("LLAMA_SERVER_URL");
  if (url && (url = strrchr(url, ':'))) model_port = atoi(url + 1);
  Buffer input = {0};
  size_t start = 0, searched = 0;
  for (;;) {
    reserve(&input, READ_SIZE);
    ssize_t got = read(0, input.bytes + input.count, input.capacity - input.count);
    if (got <= 0) _exit(0);
    input.count += got;
    char *end;
    while ((end = memchr(input.bytes + searched, '\n', input.count - searched))) {
      *end = 0;
      handle(input.bytes + start, end - (input.bytes + start));
      start = searched = end + 1 - input.bytes;
    }
    searched = input.count;
    if (start == input.count) {
      start = searched = input.count = 0;
      release_if_large(&input);
    } else if (start > READ_SIZE) {
      memmove(input.bytes, input.bytes + start, input.count - start);
      input.count -= start, searched -= start, start = 0;
    }
  }
}
