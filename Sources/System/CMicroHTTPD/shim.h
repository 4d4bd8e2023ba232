// libmicrohttpd (Debian: libmicrohttpd-dev): the HTTP server.
#pragma once
#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdarg.h>
#include <microhttpd.h>

// Swift calls no variadic C function: these fix the arguments.

static inline struct MHD_Daemon *convergences_start_daemon(
    int listening_socket, unsigned int threads, unsigned int connections, size_t connection_memory,
    unsigned int inactivity_seconds, MHD_AcceptPolicyCallback accept, MHD_AccessHandlerCallback answer,
    void *(*request_line)(void *, const char *, struct MHD_Connection *),
    MHD_RequestCompletedCallback completed, MHD_NotifyConnectionCallback connection, void *context)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, accept, context, answer, context,
        MHD_OPTION_LISTEN_SOCKET, listening_socket,
        MHD_OPTION_THREAD_POOL_SIZE, threads,
        MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
        MHD_OPTION_CONNECTION_TIMEOUT, inactivity_seconds,
        MHD_OPTION_URI_LOG_CALLBACK, request_line, context,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_NOTIFY_CONNECTION, connection, context,
#if MHD_VERSION >= 0x00097600
        MHD_OPTION_CLIENT_DISCIPLINE_LVL, (int) 1,
#endif
        MHD_OPTION_END);
}

// Later versions refuse bare LF, folded lines and NUL in a header themselves; this one leaves it to us.
#if MHD_VERSION >= 0x00097600
static const int convergences_checks_header_lines = 1;
#else
static const int convergences_checks_header_lines = 0;
#endif

static inline int convergences_socket(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

static inline const struct sockaddr *convergences_peer(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

static inline void *convergences_socket_context(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static inline size_t convergences_header_size(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

// A body of unknown length, made while it is sent (chunked for HTTP/1.1, ended by closing for HTTP/1.0). This version
// ends the chunks of an answer to HEAD, which has none: that one is answered as HTTP/1.0 does.
static inline struct MHD_Response *convergences_streamed_response(
    size_t block, MHD_ContentReaderCallback read, void *context, MHD_ContentReaderFreeCallback end, int head)
{
    struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, block, read, context, end);
    if (response && head) MHD_set_response_options(response, MHD_RF_HTTP_VERSION_1_0_ONLY, MHD_RO_END);
    return response;
}

// Cast macros.
static const ssize_t convergences_stream_ended = MHD_CONTENT_READER_END_OF_STREAM;
static const ssize_t convergences_stream_failed = MHD_CONTENT_READER_END_WITH_ERROR;
