// libcurl (Debian: libcurl4-openssl-dev): SMTP and HTTP(S) as a client.
#pragma once
#define CURL_DISABLE_TYPECHECK
#include <sys/socket.h>
#include <curl/curl.h>

// Swift calls no variadic C function, and curl_easy_setopt and curl_easy_getinfo are variadic: these fix the argument.

static inline CURLcode convergences_curl_set_number(CURL *handle, CURLoption option, long value)
{
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode convergences_curl_set_size(CURL *handle, CURLoption option, curl_off_t value)
{
    return curl_easy_setopt(handle, option, value);
}

// libcurl keeps a copy of the text.
static inline CURLcode convergences_curl_set_text(CURL *handle, CURLoption option, const char *value)
{
    return curl_easy_setopt(handle, option, value);
}

// libcurl keeps the pointer: the list must live until the transfer is over.
static inline CURLcode convergences_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value)
{
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode convergences_curl_set_url(CURL *handle, CURLU *url)
{
    return curl_easy_setopt(handle, CURLOPT_CURLU, url);
}

static inline CURLcode convergences_curl_set_error_buffer(CURL *handle, char *buffer)
{
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

static inline CURLcode convergences_curl_set_callbacks(
    CURL *handle, curl_read_callback read, curl_write_callback write, curl_write_callback header,
    curl_debug_callback debug, curl_opensocket_callback open_socket, void *context)
{
    CURLcode code = CURLE_OK;
    if (!code) code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, read);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_READDATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, write);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, header);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, debug);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    if (!code) code = curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, context);
    return code;
}

static inline CURLcode convergences_curl_get_number(CURL *handle, CURLINFO info, long *value)
{
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode convergences_curl_get_text(CURL *handle, CURLINFO info, const char **value)
{
    return curl_easy_getinfo(handle, info, value);
}

// Macros of another type than the option they are for, or with a cast, as functions.
static inline long convergences_curl_ssl_all(void) { return (long) CURLUSESSL_ALL; }
static inline long convergences_curl_tls_1_2(void) { return (long) CURL_SSLVERSION_TLSv1_2; }
static inline long convergences_curl_http_1_1(void) { return (long) CURL_HTTP_VERSION_1_1; }
static inline long convergences_curl_no_netrc(void) { return (long) CURL_NETRC_IGNORED; }
static inline curl_socket_t convergences_curl_bad_socket(void) { return CURL_SOCKET_BAD; }
static inline const struct sockaddr *convergences_curl_address(const struct curl_sockaddr *address)
{
    return &address->addr;
}
