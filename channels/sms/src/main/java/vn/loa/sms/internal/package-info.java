/** What the rooms of this module share; not for anybody else. */
@NullMarked
package vn.loa.sms.internal;

import org.jspecify.annotations.NullMarked;
