/* A fast embeddings server for benchmarks: answers every POST with the same vectors, as many as the request has inputs at most.
   Usage: embedblast PORT INPUTS DIMS. One thread per connection, keep-alive, no checks at all. */
#include <arpa/inet.h>
#include <math.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static char *answer;
static size_t answer_len;

static void *serve(void *arg) {
  int fd = (int)(long)arg;
  size_t cap = 1 << 22, have = 0;
  char *buffer = malloc(cap + 1);
  for (;;) {
    char *end;
    buffer[have] = 0;
    while (!(end = strstr(buffer, "\r\n\r\n"))) {
      ssize_t n = read(fd, buffer + have, cap - have);
      if (n <= 0) goto done;
      have += (size_t)n;
      buffer[have] = 0;
    }
    size_t head = (size_t)(end - buffer) + 4, length = 0;
    for (char *line = buffer; line < end; line++)
      if (!strncasecmp(line, "content-length:", 15)) length = strtoul(line + 15, NULL, 10);
    while (have < head + length) {
      ssize_t n = read(fd, buffer + have, cap - have);
      if (n <= 0) goto done;
      have += (size_t)n;
    }
    memmove(buffer, buffer + head + length, have - head - length);
    have -= head + length;
    for (size_t sent = 0; sent < answer_len;) {
      ssize_t n = write(fd, answer + sent, answer_len - sent);
      if (n <= 0) goto done;
      sent += (size_t)n;
    }
  }
done:
  close(fd);
  free(buffer);
  return NULL;
}

/* Base64 of numbers as models make them: all digits of theirs matter, and their squares add up to about one. */
static void write_vector(char *out, int dims, unsigned *seed) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  size_t bytes = (size_t)dims * 4;
  unsigned char *raw = calloc(bytes + 3, 1);
  for (int i = 0; i < dims; i++) {
    *seed = *seed * 1664525u + 1013904223u;
    float value = ((float)(*seed >> 8) / 8388608.0f - 1.0f) * sqrtf(3.0f / (float)dims);
    memcpy(raw + (size_t)i * 4, &value, 4);
  }
  for (size_t i = 0; i < bytes; i += 3) {
    unsigned three = (unsigned)raw[i] << 16 | (unsigned)raw[i + 1] << 8 | raw[i + 2];
    for (int j = 0; j < 4; j++) *out++ = i + (size_t)j > bytes ? '=' : letters[three >> (18 - 6 * j) & 63];
  }
  *out = 0;
  free(raw);
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int inputs = atoi(argv[2]), dims = atoi(argv[3]), one = 1;
  size_t vector_len = ((size_t)dims * 4 + 2) / 3 * 4;
  char *vector = malloc(vector_len + 1), *body = malloc((vector_len + 64) * (size_t)inputs + 256);
  unsigned seed = 1;
  size_t n = (size_t)sprintf(body, "{\"object\":\"list\",\"model\":\"blast\",\"data\":[");
  for (int i = 0; i < inputs; i++) {
    write_vector(vector, dims, &seed);
    n += (size_t)sprintf(body + n, "%s{\"object\":\"embedding\",\"index\":%d,\"embedding\":\"%s\"}", i ? "," : "", i, vector);
  }
  n += (size_t)sprintf(body + n, "],\"usage\":{\"prompt_tokens\":%d,\"total_tokens\":%d}}", inputs, inputs);
  answer = malloc(n + 128);
  answer_len = (size_t)sprintf(answer, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n", n);
  memcpy(answer + answer_len, body, n);
  answer_len += n;
  signal(SIGPIPE, SIG_IGN);
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 64)) return 1;
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) continue;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    pthread_t thread;
    if (!pthread_create(&thread, NULL, serve, (void *)(long)fd)) pthread_detach(thread);
  }
}
