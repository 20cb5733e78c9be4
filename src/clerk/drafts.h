/* drafts: how minutes that the clerk made are known, for those who read them later. */
#ifndef PARAPH_CLERK_DRAFTS_H
#define PARAPH_CLERK_DRAFTS_H

/* Their first line begins so: a comment. */
#define DRAFTS_BEGIN "; Draft minutes, made by the clerk from press reports"

#endif
