package hygiene

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

const (
	traceback = "GOTRACEBACK"
	// quietest makes a panic print its message without the stacks of goroutines.
	quietest = "none"
	// setDumpable is PR_SET_DUMPABLE of prctl(2).
	setDumpable = 4
)

// quietCrashes executes the program again, in the same process, where GOTRACEBACK is not set. The
// runtime reads the variable before any Go code of the program, and debug.SetTraceback only ever
// raises the level. quietCrashes also ignores SIGQUIT, with which anyone who may send signals could
// print the stacks. It keeps an operator's setting.
//
// Fatal errors of the runtime itself, such as a lack of memory, still print stacks: addresses and
// numbers, not the memory that they point to.
func quietCrashes() error {
	if level, set := os.LookupEnv(traceback); set {
		if level != quietest {
			return errors.New("it is set to " + level)
		}
		signal.Ignore(syscall.SIGQUIT)
		return nil
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding the program: %w", err)
	}
	return syscall.Exec(program, os.Args, append(os.Environ(), traceback+"="+quietest))
}

// forbidDumps keeps the kernel from writing the process's memory into a core file, and users other
// than root from reading it. Source: the manual pages getrlimit(2), core(5), and PR_SET_DUMPABLE in
// prctl(2).
//
// golang.org/x/sys has a name for the call, but no production binary contains that module so far.
func forbidDumps() error {
	var errs []error
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		errs = append(errs, fmt.Errorf("limiting core files to nothing: %w", err))
	}
	if _, _, code := syscall.RawSyscall(syscall.SYS_PRCTL, setDumpable, 0, 0); code != 0 {
		errs = append(errs, fmt.Errorf("making the process not dumpable: %w", code))
	}
	return errors.Join(errs...)
}
