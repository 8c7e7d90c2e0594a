/* What Swift's Glibc module lacks (GNU extensions), and nothing else. */
#ifndef CPLATFORM_H
#define CPLATFORM_H

#include "CFile.h"
#include "CSpawn.h"
#include "CPoll.h"

#endif
