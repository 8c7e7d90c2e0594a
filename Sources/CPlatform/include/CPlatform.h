/* What Swift's modules of the C library lack (GNU extensions, variadic and macro interfaces), or what differs so much
   between Linux and Darwin that Swift would be the longer text: polling, spawning, opening beneath a folder. */
#ifndef CPLATFORM_H
#define CPLATFORM_H

#include "CFile.h"
#include "CSpawn.h"
#include "CPoll.h"

#endif
