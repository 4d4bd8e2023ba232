// libargon2 (Debian: libargon2-dev): password hashes.
#pragma once
#include <argon2.h>
