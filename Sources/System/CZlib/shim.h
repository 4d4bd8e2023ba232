// zlib (Debian: zlib1g-dev): raw DEFLATE of the HTTP-Redirect binding, gzip of static files.
#pragma once
#include <zlib.h>
