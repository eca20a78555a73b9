import "hustings";
