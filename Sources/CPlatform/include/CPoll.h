#ifndef CPLATFORM_POLL_H
#define CPLATFORM_POLL_H

#endif
