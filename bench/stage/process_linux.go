package stage

import (
	"fmt"
	"syscall"
	"time"
	"unsafe"
)

// cpu reads the clock of a process's CPU time. The clock includes threads that have ended, and is
// finer than /proc/PID/stat. Source: the manual page clock_getcpuclockid(3), and the kernel's
// include/linux/posix-timers.h for the clock's number.
func cpu(pid int) (time.Duration, error) {
	const scheduled = 2 // CPUCLOCK_SCHED
	clock := ^int32(pid)<<3 | scheduled
	var now syscall.Timespec
	if _, _, code := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, uintptr(clock),
		uintptr(unsafe.Pointer(&now)), 0); code != 0 {
		return 0, fmt.Errorf("reading the CPU time of process %d: %w", pid, code)
	}
	return time.Duration(now.Nano()), nil
}
